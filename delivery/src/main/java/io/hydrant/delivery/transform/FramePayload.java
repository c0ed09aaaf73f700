package io.hydrant.delivery.transform;

import io.hydrant.streams.log.Frame;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// The data of a frame's records, one behind the other. For one thread; may be used for one frame
/// after another.
///
/// Data is copied, but for what lies in one piece in an array that is lent for that.
final class FramePayload {
    private static final int CAPACITY_MIN = 1 << 10;
    private static final int NOT_LENT = -1;

    private byte[] own = {};

    /// How large the next array of its own is at least.
    private int capacity = CAPACITY_MIN;

    private byte[] lent = {};

    /// Where in the lent array the data begins; nowhere when it is copied.
    private int lentStart = NOT_LENT;

    private int length;

    /// From now on data that lies in this array need not be copied. The array must not change any
    /// more.
    void lend(byte[] array) {
        settle(length);
        lent = array;
    }

    int length() {
        return length;
    }

    /// Adds what is between position and limit of some data, which is not moved.
    void add(ByteBuffer data) {
        int bytes = data.remaining();
        if (isLent(data)) {
            int start = data.arrayOffset() + data.position();
            if (length == 0) {
                lentStart = start;
            }
            if (lentStart != NOT_LENT && lentStart + length == start) {
                length += bytes;
                return;
            }
        }
        settle(length + bytes);
        data.get(data.position(), own, length, bytes);
        length += bytes;
    }

    /// All that was added; then begins anew. An array of its own that is nearly full goes with it;
    /// otherwise the frames of a batch would hold more memory than they have bytes.
    ByteBuffer take() {
        ByteBuffer taken;
        if (lentStart != NOT_LENT) {
            taken = ByteBuffer.wrap(lent, lentStart, length).slice();
        } else if (length < own.length - own.length / 4) {
            taken = ByteBuffer.wrap(Arrays.copyOf(own, length));
        } else {
            taken = ByteBuffer.wrap(own, 0, length);
            own = new byte[0];
        }
        length = 0;
        lentStart = NOT_LENT;
        return taken;
    }

    private boolean isLent(ByteBuffer data) {
        return data.hasArray() && data.array() == lent;
    }

    /// Brings what there is into an array of its own, with room for so many bytes.
    private void settle(int bytes) {
        boolean isOwn = lentStart == NOT_LENT;
        if (own.length < bytes) {
            if (capacity < bytes) {
                long doubled = Math.min(2L * capacity, Frame.PAYLOAD_BYTES_MAX);
                capacity = (int) Math.max(doubled, bytes);
            }
            own = isOwn ? Arrays.copyOf(own, capacity) : new byte[capacity];
        }
        if (!isOwn) {
            System.arraycopy(lent, lentStart, own, 0, length);
            lentStart = NOT_LENT;
        }
    }
}
