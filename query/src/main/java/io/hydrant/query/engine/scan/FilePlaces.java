package io.hydrant.query.engine.scan;

import io.hydrant.formats.schema.Column;
import io.hydrant.query.engine.EngineTypes;
import io.hydrant.query.engine.SqlText;
import io.hydrant.query.refusal.QueryFailure;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Where the files of a relation lie. A file's path holds the values of its partition, so that the
/// engine reads them off there, once for the file:
///
/// ```
/// t0/@v2026@v01@f17.parquet    as long as all of them fit into names
/// t0/v2026/v01/f17.parquet     else; a folder takes many times longer to be made and removed
/// ```
///
/// A value is `n` for null, else `v` and the value with all but letters, digits, `-` and `.` as
/// `%XX`: so neither separator is in it.
///
/// @param paths in order of the files
record FilePlaces(Path root, List<Column> keys, char separator, List<Path> paths) {
    private static final char IN_NAMES = '@';
    private static final char IN_FOLDERS = '/';
    private static final int FOLDER_CHARS_MAX = 255;

    /// Leaves room for the ending of what is made beside a file.
    private static final int FILE_CHARS_MAX = 240;

    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    FilePlaces {
        paths = List.copyOf(paths);
    }

    /// @throws QueryFailure when a value is too long for the name of a folder
    static FilePlaces of(Path root, List<Column> keys, List<ScanFile> files) throws QueryFailure {
        Optional<List<Path>> flat = flat(root, files);
        if (flat.isPresent()) {
            return new FilePlaces(root, keys, IN_NAMES, flat.get());
        }
        List<Path> paths = new ArrayList<>(files.size());
        for (int i = 0; i < files.size(); i++) {
            Path folder = root;
            List<String> values = files.get(i).partition().values();
            for (int k = 0; k < values.size(); k++) {
                folder = folder.resolve(folderName(keys.get(k), values.get(k)));
            }
            paths.add(folder.resolve("f" + i + ".parquet"));
        }
        return new FilePlaces(root, keys, IN_FOLDERS, paths);
    }

    /// Empty when values do not fit into names.
    private static Optional<List<Path>> flat(Path root, List<ScanFile> files) {
        List<Path> paths = new ArrayList<>(files.size());
        for (int i = 0; i < files.size(); i++) {
            StringBuilder name = new StringBuilder();
            for (String value : files.get(i).partition().values()) {
                name.append(IN_NAMES);
                append(name, value);
            }
            name.append(IN_NAMES).append('f').append(i).append(".parquet");
            if (name.length() > FILE_CHARS_MAX) {
                return Optional.empty();
            }
            paths.add(root.resolve(name.toString()));
        }
        return Optional.of(paths);
    }

    private static String folderName(Column key, String value) throws QueryFailure {
        StringBuilder name = new StringBuilder();
        append(name, value);
        if (name.length() > FOLDER_CHARS_MAX) {
            throw QueryFailure.user(
                    "HIVE_INVALID_PARTITION_VALUE",
                    "The value of partition key '%s' is too long to be read: '%s'"
                            .formatted(key.name(), value));
        }
        return name.toString();
    }

    private static void append(StringBuilder name, String value) {
        if (value.equals(ScanPartition.NULL_VALUE)) {
            name.append('n');
            return;
        }
        name.append('v');
        for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if (c < 0x80 && Character.isLetterOrDigit(c) || c == '-' || c == '.') {
                name.append(c);
            } else {
                name.append('%').append(HEX[b >> 4 & 0xf]).append(HEX[b & 0xf]);
            }
        }
    }

    /// The engine's expression for a key's value.
    ///
    /// @param file the column with the file's path
    String expression(String file, int keyIndex) {
        String before = root + "/" + (separator == IN_NAMES ? "@" : "");
        long separators = before.chars().filter(c -> c == separator).count();
        String part =
                "split_part(%s, '%s', %d)"
                        .formatted(SqlText.name(file), separator, separators + 1 + keyIndex);
        return "CASE WHEN %s = 'n' THEN NULL ELSE CAST(url_decode(substr(%s, 2)) AS %s) END"
                .formatted(part, part, EngineTypes.text(keys.get(keyIndex).type()));
    }
}
