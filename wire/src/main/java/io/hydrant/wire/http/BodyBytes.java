package io.hydrant.wire.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Objects;

/// A body that was read whole. Who understands it takes the array instead of copying the bytes.
///
/// Not safe for use by many threads.
public final class BodyBytes extends InputStream {
    private static final int FIRST_BYTES = 64 * 1024;

    private final byte[] array;
    private final int length;
    private int position;

    /// @param array holds the body in its first `length` bytes; handed over, not copied
    public BodyBytes(byte[] array, int length) {
        Objects.checkFromIndexSize(0, length, array.length);
        this.array = array;
        this.length = length;
    }

    /// Reads a body to its end, or takes it over when it was read already.
    ///
    /// A client that only announces a large body costs next to nothing: room for what it announced
    /// is made once its first bytes have come.
    ///
    /// @param expectedBytes what the client announced; only a hint, -1 when unknown
    /// @throws BodyTooLarge if more than `maxBytes` arrive
    public static BodyBytes readFully(InputStream in, long expectedBytes, int maxBytes)
            throws IOException {
        if (in instanceof BodyBytes whole) {
            return whole.checkedAgainst(maxBytes);
        }
        if (expectedBytes > maxBytes) {
            throw new BodyTooLarge(maxBytes);
        }
        byte[] buffer = new byte[firstBytes(expectedBytes, maxBytes)];
        int filled = 0;
        while (true) {
            int count = in.read(buffer, filled, buffer.length - filled);
            if (count < 0) {
                return new BodyBytes(buffer, filled);
            }
            filled += count;
            if (filled > maxBytes) {
                throw new BodyTooLarge(maxBytes);
            }
            if (filled == buffer.length) {
                buffer = Arrays.copyOf(buffer, nextBytes(filled, expectedBytes, maxBytes));
            }
        }
    }

    private BodyBytes checkedAgainst(int maxBytes) {
        if (length > maxBytes) {
            throw new BodyTooLarge(maxBytes);
        }
        return this;
    }

    private static int firstBytes(long expectedBytes, int maxBytes) {
        long wanted = expectedBytes < 0 ? FIRST_BYTES : expectedBytes + 1;
        return (int) Math.min(Math.min(wanted, FIRST_BYTES), maxBytes + 1L);
    }

    /// One byte more than expected, so that the end is seen without growing again.
    private static int nextBytes(int filled, long expectedBytes, int maxBytes) {
        long grown = Math.max(4L * filled, 64);
        if (expectedBytes >= filled) {
            grown = Math.min(grown, expectedBytes + 1);
        }
        return (int) Math.min(Math.max(grown, filled + 1L), maxBytes + 1L);
    }

    /// The array that holds the body from its first byte on; it may be longer than the body.
    public byte[] array() {
        return array;
    }

    /// How many bytes of [#array()] are the body, however many were read from the stream.
    public int length() {
        return length;
    }

    @Override
    public int read() {
        return position < length ? array[position++] & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int count) {
        Objects.checkFromIndexSize(offset, count, target.length);
        if (count == 0) {
            return 0;
        }
        if (position >= length) {
            return -1;
        }
        int given = Math.min(count, length - position);
        System.arraycopy(array, position, target, offset, given);
        position += given;
        return given;
    }

    @Override
    public int available() {
        return length - position;
    }
}
