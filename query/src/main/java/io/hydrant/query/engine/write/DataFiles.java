package io.hydrant.query.engine.write;

import io.hydrant.formats.schema.Column;
import io.hydrant.query.engine.EngineSession;
import io.hydrant.query.engine.EngineTypes;
import io.hydrant.query.engine.SqlText;
import io.hydrant.query.refusal.QueryFailure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The files that the engine makes of a query's rows, in the statement's folder.
///
/// @param rowCount in all of them
/// @param byPartition files under the values of their partition; under no values without partitions
record DataFiles(long rowCount, TreeMap<String, List<Path>> byPartition) {
    static final int PARTITIONS_MAX = 100;

    private static final String NULL_VALUE = "__HIVE_DEFAULT_PARTITION__";

    /// What is made.
    ///
    /// @param columns of the files: the query's first ones, cast to these types
    /// @param keys of the partitions: the query's last columns
    record Shape(WriteFormat format, List<Column> columns, List<Column> keys) {}

    static DataFiles make(EngineSession session, Source source, Shape shape) throws QueryFailure {
        Path folder = session.folder().resolve("out");
        makeFolder(folder);
        boolean whole = shape.keys().isEmpty();
        String target = whole ? folder.resolve("data").toString() : folder.toString();
        String partitions =
                whole
                        ? ""
                        : shape.keys().stream()
                                .map(key -> SqlText.name(key.name()))
                                .collect(
                                        Collectors.joining(
                                                ", ",
                                                ", PARTITION_BY (",
                                                "), OVERWRITE_OR_IGNORE true"));
        String sql =
                "COPY (%s) TO %s (%s%s)"
                        .formatted(
                                select(source, shape),
                                SqlText.literal(target),
                                shape.format().copyOptions(),
                                partitions);
        long rows = session.execute(sql, source.parameters());
        TreeMap<String, List<Path>> files = rows == 0 ? new TreeMap<>() : found(folder);
        if (files.size() > PARTITIONS_MAX) {
            throw QueryFailure.user(
                    "HIVE_TOO_MANY_OPEN_PARTITIONS",
                    "Exceeded limit of %d open writers for partitions/buckets: there are %d"
                            .formatted(PARTITIONS_MAX, files.size()));
        }
        return new DataFiles(rows, files);
    }

    private static String select(Source source, Shape shape) {
        List<Column> all = new ArrayList<>(shape.columns());
        all.addAll(shape.keys());
        String casts =
                IntStream.range(0, all.size())
                        .mapToObj(
                                i ->
                                        "CAST(q.c%d AS %s) AS %s"
                                                .formatted(
                                                        i,
                                                        EngineTypes.text(all.get(i).type()),
                                                        SqlText.name(all.get(i).name())))
                        .collect(Collectors.joining(", "));
        String names =
                IntStream.range(0, all.size())
                        .mapToObj(i -> "c" + i)
                        .collect(Collectors.joining(", "));
        return "SELECT %s FROM (%s) AS q(%s)".formatted(casts, source.query().sql(), names);
    }

    /// By the path of their folder below the first, such as `year=2026/month=01`.
    private static TreeMap<String, List<Path>> found(Path folder) throws QueryFailure {
        TreeMap<String, List<Path>> files = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(folder)) {
            paths.filter(Files::isRegularFile)
                    .sorted()
                    .forEach(
                            path ->
                                    files.computeIfAbsent(
                                                    folder.relativize(path.getParent()).toString(),
                                                    name -> new ArrayList<>())
                                            .add(path));
            return files;
        } catch (IOException | UncheckedIOException e) {
            throw failed("the files of a statement cannot be listed", e);
        }
    }

    /// The values of a partition, as the engine wrote them into the names of folders.
    static List<String> values(String path) {
        if (path.isEmpty()) {
            return List.of();
        }
        return Stream.of(path.split("/"))
                .map(name -> decoded(name.substring(name.indexOf('=') + 1)))
                .map(value -> value.isEmpty() ? NULL_VALUE : value)
                .toList();
    }

    private static String decoded(String name) {
        byte[] bytes = new byte[name.length() * 4];
        int count = 0;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '%' && i + 2 < name.length()) {
                bytes[count++] = (byte) Integer.parseInt(name.substring(i + 1, i + 3), 16);
                i += 2;
            } else {
                byte[] utf8 = Character.toString(c).getBytes(StandardCharsets.UTF_8);
                System.arraycopy(utf8, 0, bytes, count, utf8.length);
                count += utf8.length;
            }
        }
        return new String(bytes, 0, count, StandardCharsets.UTF_8);
    }

    private static void makeFolder(Path folder) throws QueryFailure {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw failed("the folder of a statement cannot be made", e);
        }
    }

    private static QueryFailure failed(String what, Exception e) {
        return new QueryFailure(
                QueryFailure.Cause.SYSTEM, "GENERIC_INTERNAL_ERROR: " + what + ": " + e, e);
    }
}
