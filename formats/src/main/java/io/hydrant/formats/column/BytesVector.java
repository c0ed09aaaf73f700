package io.hydrant.formats.column;

import java.util.Arrays;

/// Values of any length: `string`, `char`, `varchar` (UTF-8), `binary`, and `decimal` of more than
/// 18 digits (the unscaled value in 16 bytes, two's complement, big-endian). For one thread.
public final class BytesVector extends Vector {
    private int[] ends = new int[0];
    private byte[] bytes = new byte[0];

    public void append(byte[] source, int offset, int length) {
        int from = start(count);
        reserve(length);
        System.arraycopy(source, offset, bytes, from, length);
        end(from + length);
    }

    /// Makes room for `length` more bytes behind the last value, to be written into [#bytes()] at
    /// [#end()] and then taken by [#appendWritten(int)].
    public void reserve(int length) {
        int needed = start(count) + length;
        if (needed > bytes.length || needed < 0) {
            bytes = Arrays.copyOf(bytes, grown(bytes.length, needed));
        }
    }

    /// Takes the bytes written behind the last value as the next one.
    public void appendWritten(int length) {
        end(start(count) + length);
    }

    /// Where the bytes of value `index` begin in [#bytes()].
    public int start(int index) {
        return index == 0 ? 0 : ends[index - 1];
    }

    public int length(int index) {
        return ends[index] - start(index);
    }

    /// Whether two values have the same bytes.
    public boolean isSame(int one, int other) {
        int from = start(one);
        int otherFrom = start(other);
        return Arrays.equals(bytes, from, ends[one], bytes, otherFrom, ends[other]);
    }

    /// Where the next value's bytes will begin.
    public int end() {
        return start(count);
    }

    /// The bytes of all values, one after the other.
    public byte[] bytes() {
        return bytes;
    }

    @Override
    public long bytesUsed() {
        return 4L * count + end();
    }

    @Override
    void appendEmptySlot() {
        end(start(count));
    }

    @Override
    void truncateSlots(int newCount) {}

    @Override
    long slotBytesHeld() {
        return 4L * ends.length + bytes.length;
    }

    private void end(int end) {
        if (count == ends.length) {
            ends = Arrays.copyOf(ends, grown(ends.length, count + 1));
        }
        ends[count++] = end;
    }
}
