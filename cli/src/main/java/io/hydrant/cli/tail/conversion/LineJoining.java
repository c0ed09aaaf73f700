package io.hydrant.cli.tail.conversion;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Makes one line of several.
final class LineJoining implements Conversion {
    private final ConversionOption.SingleLine option;

    LineJoining(ConversionOption.SingleLine option) {
        this.option = option;
    }

    @Override
    public Optional<byte[]> convert(byte[] record) {
        String text = new String(record, StandardCharsets.UTF_8);
        // The agent puts two backslashes before the n, and so do we.
        String delimiter = option.newLinesEscaped() ? "\\\\n" : "";
        String joined =
                Stream.of(text.split("\n"))
                        .map(line -> option.trimmed() ? line.trim() : line)
                        .collect(Collectors.joining(delimiter));
        return Optional.of(RecordText.bytes(joined + "\n"));
    }
}
