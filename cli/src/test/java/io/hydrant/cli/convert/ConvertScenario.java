package io.hydrant.cli.convert;

import io.hydrant.cli.client.Buckets;
import io.hydrant.cli.source.Source;
import io.hydrant.cli.terminal.Terminal;
import io.hydrant.formats.ddl.CreateTable;
import io.hydrant.formats.file.FileFormat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// A conversion of files in a folder `in` to a folder `out`, with formats that are text.
final class ConvertScenario {
    static final long MIB = FileFormat.MIB;

    private final Path folder;
    private final StringWriter said = new StringWriter();
    TextFormats formats = new TextFormats();
    List<String> partitionBy = List.of();
    boolean fromErrors;
    int lanes = 1;
    ConvertPlan.Sizes sizes = new ConvertPlan.Sizes(128 * MIB, 64 * MIB, 1_000);
    Existing existing = Existing.REFUSED;
    Optional<String> rejected = Optional.empty();
    String to;
    Supplier<Buckets> buckets =
            () -> {
                throw new AssertionError("no bucket is named");
            };
    private String columns = "a int, b string";
    private String run = "00";

    ConvertScenario(Path folder) {
        this.folder = folder;
        this.to = folder.resolve("out").toString();
    }

    ConvertScenario columns(String text) {
        columns = text;
        return this;
    }

    ConvertScenario named(String name) {
        run = name;
        return this;
    }

    ConvertScenario input(String name, String text) {
        return input(name, text.getBytes(StandardCharsets.UTF_8));
    }

    ConvertScenario input(String name, byte[] bytes) {
        try {
            Path file = folder.resolve("in").resolve(name);
            Files.createDirectories(file.getParent());
            Files.write(file, bytes);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ConvertRun.Outcome convert() throws InterruptedException {
        CreateTable table = CreateTable.read("CREATE TABLE t (" + columns + ")");
        ChosenSchema schema = new ChosenSchema(table.schema(), table.dialect(), List.of());
        ConvertPlan plan =
                new ConvertPlan(
                        schema.without(partitionBy),
                        schema.dialect(),
                        FileFormat.Parquet.DEFAULTS,
                        partitionBy,
                        fromErrors,
                        sizes,
                        lanes,
                        run);
        Terminal terminal =
                new Terminal(new PrintWriter(said), new PrintWriter(said), false, false);
        InstantSource clock = InstantSource.fixed(Instant.parse("2026-01-31T10:00:00Z"));
        return new ConvertRun(clock, terminal, formats, plan)
                .run(
                        List.of(Source.find(folder.resolve("in").toString(), buckets)),
                        new Places(buckets, folder.resolve("tmp"), run),
                        new ConvertRun.Addresses(
                                Optional.of(to).filter(address -> !address.isEmpty()),
                                existing,
                                rejected));
    }

    String said() {
        return said.toString();
    }

    /// Text of each file of the target by its path.
    SortedMap<String, String> files() {
        return files(Path.of(to));
    }

    static SortedMap<String, String> files(Path root) {
        SortedMap<String, String> texts = new TreeMap<>();
        if (!Files.exists(root)) {
            return texts;
        }
        try (Stream<Path> found = Files.walk(root)) {
            for (Path file : found.filter(Files::isRegularFile).toList()) {
                texts.put(root.relativize(file).toString(), Files.readString(file));
            }
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// All rows, in the order of files.
    List<String> rows() {
        List<String> rows = new ArrayList<>();
        files().values()
                .forEach(text -> text.lines().filter(row -> !row.equals("end")).forEach(rows::add));
        return rows;
    }
}
