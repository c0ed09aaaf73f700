package io.hydrant.cli.tail.conversion;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Puts curly brackets around a record, the newline inside.
final class Brackets implements Conversion {
    @Override
    public Optional<byte[]> convert(byte[] record) {
        String text = new String(record, StandardCharsets.UTF_8);
        return Optional.of(RecordText.bytes("{" + text + "}"));
    }
}
