package io.hydrant.benchmarks.conversion;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// Finds the lines of a file.
final class InputLines {
    private static final int BUFFER_BYTES = 4 << 20;

    private InputLines() {}

    /// What is done with each line, which does not include its line break.
    interface Step {
        void take(byte[] bytes, int offset, int length) throws IOException;
    }

    /// @param slackBytes how much longer than its lines the buffer is at least
    static void each(Path file, int slackBytes, Step step) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES + slackBytes];
        int held = 0;
        try (InputStream input = Files.newInputStream(file)) {
            int count = input.read(buffer, held, BUFFER_BYTES - held);
            while (count > 0) {
                held += count;
                int from = 0;
                int end = lineEnd(buffer, from, held);
                while (end < held) {
                    step.take(buffer, from, end - from);
                    from = end + 1;
                    end = lineEnd(buffer, from, held);
                }
                System.arraycopy(buffer, from, buffer, 0, held - from);
                held -= from;
                count = input.read(buffer, held, BUFFER_BYTES - held);
            }
        }
        if (held > 0) {
            throw new IOException(
                    "the last line of " + file + " has no end or more than 4 MiB: " + held);
        }
    }

    private static int lineEnd(byte[] buffer, int from, int to) {
        int at = from;
        while (at < to && buffer[at] != '\n') {
            at++;
        }
        return at;
    }
}
