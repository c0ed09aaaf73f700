package io.hydrant.catalog.partition;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// Folders of partitions as Hive names them: `year=2026/month=01`.
///
/// Letters that paths cannot have are escaped with a percent sign, in keys and values. Source:
/// Hive, `FileUtils.escapePathName`.
public final class PartitionPath {
    /// The folder of rows whose key is null.
    public static final String NULL_VALUE = "__HIVE_DEFAULT_PARTITION__";

    private static final String ESCAPED = "\"#%'*/:=?\\{[]^\u007F";
    private static final int FIRST_PLAIN = 0x20;

    private PartitionPath() {}

    /// Without a slash at its end.
    public static String of(List<String> keys, List<String> values) {
        StringBuilder path = new StringBuilder();
        for (int key = 0; key < keys.size(); key++) {
            path.append(key == 0 ? "" : "/")
                    .append(escaped(keys.get(key)))
                    .append('=')
                    .append(escaped(values.get(key)));
        }
        return path.toString();
    }

    private static String escaped(String text) {
        if (text.isEmpty()) {
            return NULL_VALUE;
        }
        StringBuilder path = new StringBuilder(text.length());
        for (int at = 0; at < text.length(); at++) {
            char letter = text.charAt(at);
            if (letter < FIRST_PLAIN || ESCAPED.indexOf(letter) >= 0) {
                path.append('%').append(HexFormat.of().withUpperCase().toHexDigits((byte) letter));
            } else {
                path.append(letter);
            }
        }
        return path.toString();
    }

    /// The values in the path of a file under a table's folder, if it is in a partition: the
    /// table's keys first, in their order, in lower case.
    public static Optional<List<String>> values(List<String> keys, String path) {
        String[] folders = path.split("/", -1);
        if (folders.length <= keys.size()) {
            return Optional.empty();
        }
        List<String> values = new ArrayList<>(keys.size());
        for (int key = 0; key < keys.size(); key++) {
            String start = escaped(keys.get(key)) + "=";
            if (!folders[key].startsWith(start) || folders[key].length() == start.length()) {
                return Optional.empty();
            }
            values.add(unescaped(folders[key].substring(start.length())));
        }
        return Optional.of(values);
    }

    private static String unescaped(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        byte[] raw = text.getBytes(StandardCharsets.UTF_8);
        ByteBuffer plain = ByteBuffer.allocate(raw.length);
        for (int at = 0; at < raw.length; at++) {
            boolean escape =
                    raw[at] == '%'
                            && at + 2 < raw.length
                            && HexFormat.isHexDigit(raw[at + 1])
                            && HexFormat.isHexDigit(raw[at + 2]);
            if (escape) {
                plain.put(
                        (byte)
                                (HexFormat.fromHexDigit(raw[at + 1]) << 4
                                        | HexFormat.fromHexDigit(raw[at + 2])));
                at += 2;
            } else {
                plain.put(raw[at]);
            }
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(plain.flip()).toString();
        } catch (CharacterCodingException _) {
            return text; // no text in UTF-8: the folder's own name is the value
        }
    }
}
