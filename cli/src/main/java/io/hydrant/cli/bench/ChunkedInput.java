package io.hydrant.cli.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/// The body of an answer with `Transfer-Encoding: chunked`, without the chunks' frames.
final class ChunkedInput extends InputStream {
    private final InputStream in;
    private int left;
    private boolean begun;
    private boolean ended;

    ChunkedInput(InputStream in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (left == 0 && !nextChunk()) {
            return -1;
        }
        int count = in.read(target, offset, Math.min(length, left));
        if (count < 0) {
            throw new IOException("the server closed the connection within a chunk");
        }
        left -= count;
        return count;
    }

    private boolean nextChunk() throws IOException {
        if (ended) {
            return false;
        }
        if (begun) {
            line();
        }
        begun = true;
        left = Integer.parseInt(line().split(";")[0].strip(), 16);
        ended = left == 0;
        return !ended;
    }

    private String line() throws IOException {
        byte[] line = new byte[64];
        int count = 0;
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0 || count == line.length) {
                throw new IOException("the server sends no chunk");
            }
            line[count++] = (byte) next;
        }
        return new String(line, 0, count, StandardCharsets.ISO_8859_1).strip();
    }
}
