package io.hydrant.cli.tail.record;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/// Finds where the last complete line of a file ends.
public final class LastLine {
    private static final int CHUNK_BYTES = 64 * 1024;

    private LastLine() {}

    /// @param linesMin if the file has fewer complete lines, its start is found
    public static long end(FileChannel file, int linesMin) throws IOException {
        long to = file.size();
        while (to > 0) {
            long from = Math.max(0, to - CHUNK_BYTES);
            byte[] chunk = read(file, from, (int) (to - from));
            for (int i = chunk.length - 1; i >= 0; i--) {
                if (chunk[i] == '\n') {
                    long end = from + i + 1;
                    return hasLines(file, linesMin, end) ? end : 0;
                }
            }
            to = from;
        }
        return 0;
    }

    private static boolean hasLines(FileChannel file, int linesMin, long end) throws IOException {
        int lines = 0;
        for (long from = 0; from < end && lines < linesMin; from += CHUNK_BYTES) {
            byte[] chunk = read(file, from, (int) Math.min(CHUNK_BYTES, end - from));
            for (byte each : chunk) {
                lines += each == '\n' ? 1 : 0;
            }
        }
        return lines >= linesMin;
    }

    private static byte[] read(FileChannel file, long offset, int lengthBytes) throws IOException {
        ByteBuffer chunk = ByteBuffer.allocate(lengthBytes);
        while (chunk.hasRemaining() && file.read(chunk, offset + chunk.position()) > 0) {
            continue;
        }
        return chunk.array();
    }
}
