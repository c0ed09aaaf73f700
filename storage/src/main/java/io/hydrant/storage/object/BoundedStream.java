package io.hydrant.storage.object;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// The next bytes of a stream, exactly as many as promised: an early end is an error, not an end.
public final class BoundedStream extends FilterInputStream {
    private long left;

    public BoundedStream(InputStream in, long byteCount) {
        super(in);
        this.left = byteCount;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int count) throws IOException {
        if (left == 0) {
            return -1;
        }
        int wanted = (int) Math.min(count, left);
        int got = in.read(target, offset, wanted);
        if (got < 0) {
            throw new EOFException("the object ended " + left + " bytes early");
        }
        left -= got;
        return got;
    }

    @Override
    public long skip(long count) throws IOException {
        long skipped = in.skip(Math.min(count, left));
        left -= skipped;
        return skipped;
    }

    @Override
    public int available() {
        return (int) Math.min(left, Integer.MAX_VALUE);
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
