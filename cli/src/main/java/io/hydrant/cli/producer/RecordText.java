package io.hydrant.cli.producer;

import java.nio.charset.StandardCharsets;

/// How a record is shown in a message.
final class RecordText {
    private static final int BYTES_SHOWN = 80;

    private RecordText() {}

    static String beginning(byte[] data) {
        int shown = Math.min(BYTES_SHOWN, data.length);
        return new String(data, 0, shown, StandardCharsets.UTF_8).strip();
    }
}
