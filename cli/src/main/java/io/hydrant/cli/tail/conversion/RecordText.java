package io.hydrant.cli.tail.conversion;

import java.nio.charset.StandardCharsets;

/// Records as text: UTF-8, where what is malformed becomes U+FFFD.
final class RecordText {
    private RecordText() {}

    /// Without the one newline at its end.
    static String line(byte[] record) {
        int length = record.length;
        if (length > 0 && record[length - 1] == '\n') {
            length--;
        }
        return new String(record, 0, length, StandardCharsets.UTF_8);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
