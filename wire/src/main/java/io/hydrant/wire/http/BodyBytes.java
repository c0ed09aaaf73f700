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

    private static final int GROWTH = 4;
    private static final BodyPool NO_POOL = new BodyPool(1);

    private final byte[] array;
    private final int length;
    private final BodyPool pool;
    private int position;
    private boolean closed;

    /// @param array holds the body in its first `length` bytes; handed over, not copied
    public BodyBytes(byte[] array, int length) {
        this(array, length, NO_POOL);
    }

    private BodyBytes(byte[] array, int length, BodyPool pool) {
        Objects.checkFromIndexSize(0, length, array.length);
        this.array = array;
        this.length = length;
        this.pool = pool;
    }

    /// Reads a body to its end, or takes it over when it was read already; see
    /// [#readFully(InputStream, long, int, BodyPool)].
    public static BodyBytes readFully(InputStream in, long expectedBytes, int maxBytes)
            throws IOException {
        return readFully(in, expectedBytes, maxBytes, NO_POOL);
    }

    /// Reads a body to its end, or takes it over when it was read already.
    ///
    /// A client that only announces a large body costs next to nothing: room for all of it is
    /// claimed, where the stream is a [RoomClaim], and made when the first 64 KiB have come.
    ///
    /// @param expectedBytes what the client announced; only a hint, -1 when unknown
    /// @param pool where the array goes when the body is closed
    /// @throws BodyTooLarge if more than `maxBytes` arrive
    public static BodyBytes readFully(
            InputStream in, long expectedBytes, int maxBytes, BodyPool pool) throws IOException {
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
                return new BodyBytes(buffer, filled, pool);
            }
            filled += count;
            if (filled > maxBytes) {
                throw new BodyTooLarge(maxBytes);
            }
            if (filled == buffer.length) {
                if (in instanceof RoomClaim room) {
                    room.claimRoom(expectedBytes >= filled ? expectedBytes + 1 : maxBytes + 1L);
                }
                buffer = grown(buffer, nextBytes(filled, expectedBytes, maxBytes), pool);
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
        long wanted =
                expectedBytes >= filled ? expectedBytes + 1 : Math.max((long) GROWTH * filled, 64);
        return (int) Math.min(Math.max(wanted, filled + 1L), maxBytes + 1L);
    }

    private static byte[] grown(byte[] full, int bytes, BodyPool pool) {
        if (bytes > BodyPool.ARRAY_BYTES || bytes < BodyPool.ARRAY_BYTES / GROWTH) {
            return Arrays.copyOf(full, bytes);
        }
        byte[] larger = pool.take();
        System.arraycopy(full, 0, larger, 0, full.length);
        return larger;
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

    /// Gives the array up: nobody may use it any more.
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            pool.leave(array);
        }
    }
}
