package io.hydrant.query.engine.scan;

import io.hydrant.formats.schema.Column;
import io.hydrant.query.engine.EngineTypes;
import io.hydrant.query.engine.SqlText;
import io.hydrant.query.refusal.QueryFailure;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// Values of partition keys in the names of folders: `n` for null, else `v` and the value with all
/// but letters, digits, `-` and `.` as `%XX`. So the engine reads them off the path of a file,
/// which is the same for all its rows.
final class PathValues {
    private static final int NAME_CHARS_MAX = 255;
    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    private PathValues() {}

    /// @throws QueryFailure when the value is too long for a name
    static String name(Column key, String value) throws QueryFailure {
        if (value.equals(ScanPartition.NULL_VALUE)) {
            return "n";
        }
        StringBuilder name = new StringBuilder("v");
        for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if (c < 0x80 && Character.isLetterOrDigit(c) || c == '-' || c == '.') {
                name.append(c);
            } else {
                name.append('%').append(HEX[b >> 4 & 0xf]).append(HEX[b & 0xf]);
            }
        }
        if (name.length() > NAME_CHARS_MAX) {
            throw QueryFailure.user(
                    "HIVE_INVALID_PARTITION_VALUE",
                    "The value of partition key '%s' is too long to be read: '%s'"
                            .formatted(key.name(), value));
        }
        return name.toString();
    }

    /// The engine's expression for a key's value.
    ///
    /// @param file the column with the file's path
    /// @param root the folder under which the first key's folders are
    static String expression(String file, Path root, int keyIndex, Column key) {
        String part =
                "split_part(%s, '/', %d)"
                        .formatted(SqlText.name(file), root.getNameCount() + 2 + keyIndex);
        String type = EngineTypes.text(key.type());
        return "CASE WHEN %s = 'n' THEN NULL ELSE CAST(url_decode(substr(%s, 2)) AS %s) END"
                .formatted(part, part, type);
    }
}
