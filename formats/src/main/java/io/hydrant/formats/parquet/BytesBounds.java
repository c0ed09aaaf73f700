package io.hydrant.formats.parquet;

import io.hydrant.formats.parquet.BytesDictionary.Strings;

import java.util.Arrays;
import java.util.Optional;

/// Bounds of byte strings, of a page and of all pages of a chunk. For one thread.
///
/// Long ones are cut: the lower bound at the end of a character, the upper one after its last
/// character was raised, so that it stays above all values. Where that is not possible, there are
/// no bounds.
final class BytesBounds {
    /// As many as parquet-java keeps in its column indexes.
    static final int LENGTH_MAX = 64;

    private final Kind kind;
    private byte[] pageMin = new byte[0];
    private byte[] pageMax = new byte[0];
    private boolean pageBounded;
    private byte[] chunkMin = new byte[0];
    private byte[] chunkMax = new byte[0];
    private boolean chunkBounded;
    private boolean ascending = true;
    private boolean descending = true;

    enum Kind {
        TEXT,
        BINARY,
        DECIMAL
    }

    BytesBounds(Kind kind) {
        this.kind = kind;
    }

    /// Looks at the values of a page.
    void setPage(Strings values) {
        pageBounded = values.count() > 0;
        if (!pageBounded) {
            return;
        }
        byte[] bytes = values.bytes();
        int[] ends = values.ends();
        int min = 0;
        int max = 0;
        long minPrefix = prefix(bytes, 0, ends[0]);
        long maxPrefix = minPrefix;
        int start = ends[0];
        for (int i = 1; i < values.count(); i++) {
            int end = ends[i];
            long prefix = prefix(bytes, start, end);
            if (prefix < minPrefix || prefix == minPrefix && isBelow(values, i, min)) {
                min = i;
                minPrefix = prefix;
            }
            if (prefix > maxPrefix || prefix == maxPrefix && isBelow(values, max, i)) {
                max = i;
                maxPrefix = prefix;
            }
            start = end;
        }
        byte[] lastMin = pageMin;
        byte[] lastMax = pageMax;
        pageMin = valueOf(values, min);
        pageMax = valueOf(values, max);
        addToChunk(lastMin, lastMax);
    }

    private void addToChunk(byte[] lastMin, byte[] lastMax) {
        if (!chunkBounded) {
            chunkBounded = true;
            chunkMin = pageMin;
            chunkMax = pageMax;
            return;
        }
        int minStep = compare(pageMin, lastMin);
        int maxStep = compare(pageMax, lastMax);
        ascending &= minStep >= 0 && maxStep >= 0;
        descending &= minStep <= 0 && maxStep <= 0;
        chunkMin = compare(pageMin, chunkMin) < 0 ? pageMin : chunkMin;
        chunkMax = compare(pageMax, chunkMax) > 0 ? pageMax : chunkMax;
    }

    private int compare(byte[] left, byte[] right) {
        int byPrefix = Long.compare(prefix(left, 0, left.length), prefix(right, 0, right.length));
        return byPrefix != 0 ? byPrefix : Arrays.compareUnsigned(left, right);
    }

    private static boolean isBelow(Strings values, int left, int right) {
        int[] ends = values.ends();
        return Arrays.compareUnsigned(
                        values.bytes(),
                        left == 0 ? 0 : ends[left - 1],
                        ends[left],
                        values.bytes(),
                        right == 0 ? 0 : ends[right - 1],
                        ends[right])
                < 0;
    }

    private static byte[] valueOf(Strings values, int index) {
        int start = index == 0 ? 0 : values.ends()[index - 1];
        return Arrays.copyOfRange(values.bytes(), start, values.ends()[index]);
    }

    /// The first eight bytes as a number that is ordered as they are; missing ones are zero.
    private long prefix(byte[] bytes, int from, int to) {
        long prefix;
        if (to - from >= 8) {
            prefix = Long.reverseBytes((long) ByteSink.LONG.get(bytes, from));
        } else {
            prefix = 0;
            for (int i = from; i < to; i++) {
                prefix |= (bytes[i] & 0xFFL) << 56 - 8 * (i - from);
            }
        }
        return kind == Kind.DECIMAL ? prefix : prefix ^ Long.MIN_VALUE;
    }

    Optional<Bounds> page() {
        return pageBounded ? cut(pageMin, pageMax) : Optional.empty();
    }

    Optional<Bounds> chunk() {
        return chunkBounded ? cut(chunkMin, chunkMax) : Optional.empty();
    }

    int boundaryOrder() {
        if (ascending) {
            return 1;
        }
        return descending ? 2 : 0;
    }

    void clear() {
        pageBounded = false;
        chunkBounded = false;
        ascending = true;
        descending = true;
    }

    private Optional<Bounds> cut(byte[] min, byte[] max) {
        boolean minExact = min.length <= LENGTH_MAX;
        boolean maxExact = max.length <= LENGTH_MAX;
        byte[] low = minExact ? min : Arrays.copyOf(min, cutLength(min));
        byte[] high = max;
        if (!maxExact) {
            byte[] start = Arrays.copyOf(max, cutLength(max));
            high = kind == Kind.TEXT ? Utf8Successor.of(start) : raised(start);
            if (high.length == 0) {
                return Optional.empty();
            }
        }
        return Optional.of(new Bounds(low, high, minExact, maxExact));
    }

    private int cutLength(byte[] value) {
        int length = LENGTH_MAX;
        if (kind == Kind.TEXT) {
            while (length > LENGTH_MAX - 4 && (value[length] & 0xC0) == 0x80) {
                length--;
            }
        }
        return length;
    }

    /// The least byte string above all that begin with `bytes`; empty if there is none.
    private static byte[] raised(byte[] bytes) {
        int last = bytes.length - 1;
        while (last >= 0 && bytes[last] == -1) {
            last--;
        }
        byte[] raised = Arrays.copyOf(bytes, last + 1);
        if (last >= 0) {
            raised[last]++;
        }
        return raised;
    }
}
