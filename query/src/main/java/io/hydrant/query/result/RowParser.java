package io.hydrant.query.result;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads rows as [ResultWriter] writes them. Used by one thread.
final class RowParser {
    private static final int ROW_BYTES_MAX = 256 << 20;

    private final RangedInput in;
    private final ByteArrayOutputStream value = new ByteArrayOutputStream();
    private int rowBytes;

    RowParser(RangedInput in) {
        this.in = in;
    }

    /// A row of quoted values; nothing between commas is null.
    List<Optional<String>> csv() throws IOException {
        List<Optional<String>> row = new ArrayList<>();
        rowBytes = 0;
        int separator = ',';
        while (separator == ',') {
            row.add(in.peek() == '"' ? Optional.of(quoted()) : Optional.empty());
            separator = in.read();
        }
        if (separator != '\n' && separator != -1) {
            throw new IOException("byte " + (in.position() - 1) + " is behind the end of a value");
        }
        return row;
    }

    private String quoted() throws IOException {
        value.reset();
        in.read();
        while (true) {
            int next = in.read();
            if (next == -1) {
                throw new IOException("the file ends within a value");
            }
            if (next == '"') {
                if (in.peek() != '"') {
                    return value.toString(StandardCharsets.UTF_8);
                }
                in.read();
            }
            take(next);
        }
    }

    /// A line as it is.
    List<Optional<String>> line() throws IOException {
        value.reset();
        rowBytes = 0;
        int next = in.read();
        while (next != '\n' && next != -1) {
            take(next);
            next = in.read();
        }
        return List.of(Optional.of(value.toString(StandardCharsets.UTF_8)));
    }

    private void take(int next) throws IOException {
        if (++rowBytes > ROW_BYTES_MAX) {
            throw new IOException("a row is longer than " + ROW_BYTES_MAX + " bytes");
        }
        value.write(next);
    }
}
