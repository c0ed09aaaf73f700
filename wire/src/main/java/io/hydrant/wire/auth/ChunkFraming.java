package io.hydrant.wire.auth;

import io.hydrant.wire.auth.AuthenticationFailure.Kind;

import java.io.IOException;
import java.io.InputStream;

/// Lines and bytes of a chunked body. Lines end with CR LF and are short.
final class ChunkFraming implements AutoCloseable {
    private static final int BUFFER_BYTES = 8 * 1024;
    private static final int LINE_BYTES_MAX = 4 * 1024;

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int position;
    private int limit;

    ChunkFraming(InputStream in) {
        this.in = in;
    }

    /// The next line without its end.
    String line() throws IOException {
        StringBuilder line = new StringBuilder(100);
        while (true) {
            int c = next();
            if (c < 0) {
                throw incomplete();
            }
            if (c == '\r') {
                requireLineFeed();
                return line.toString();
            }
            if (c == '\n' || line.length() >= LINE_BYTES_MAX) {
                throw broken("a line of its framing is malformed");
            }
            line.append((char) c);
        }
    }

    void requireLineEnd() throws IOException {
        int c = next();
        if (c < 0) {
            throw incomplete();
        }
        if (c != '\r') {
            throw broken("a chunk is longer than its size");
        }
        requireLineFeed();
    }

    private void requireLineFeed() throws IOException {
        int c = next();
        if (c < 0) {
            throw incomplete();
        }
        if (c != '\n') {
            throw broken("a line of its framing is malformed");
        }
    }

    /// @return how many bytes there were, at least one
    int read(byte[] target, int offset, int count) throws IOException {
        if (position < limit) {
            int given = Math.min(count, limit - position);
            System.arraycopy(buffer, position, target, offset, given);
            position += given;
            return given;
        }
        int given = in.read(target, offset, count);
        if (given < 0) {
            throw incomplete();
        }
        return given;
    }

    void requireEnd() throws IOException {
        if (next() >= 0) {
            throw broken("it goes on after its last chunk");
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private int next() throws IOException {
        if (position == limit) {
            int count = in.read(buffer, 0, buffer.length);
            if (count <= 0) {
                return -1;
            }
            position = 0;
            limit = count;
        }
        return buffer[position++] & 0xff;
    }

    static AuthenticationFailure incomplete() {
        return new AuthenticationFailure(
                Kind.INCOMPLETE_BODY, "The request body terminated unexpectedly");
    }

    static AuthenticationFailure broken(String what) {
        return new AuthenticationFailure(
                Kind.INCOMPLETE_BODY, "The chunked request body is malformed: " + what);
    }

    /// The size at the start of a chunk's line.
    static long size(String digits) {
        if (digits.isEmpty() || digits.length() > 15) {
            throw broken("'" + clipped(digits) + "' is no chunk size");
        }
        long size = 0;
        for (int i = 0; i < digits.length(); i++) {
            char c = digits.charAt(i);
            int digit = c < 128 ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                throw broken("'" + digits + "' is no chunk size");
            }
            size = size * 16 + digit;
        }
        return size;
    }

    private static String clipped(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40);
    }
}
