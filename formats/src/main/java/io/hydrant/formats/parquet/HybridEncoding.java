package io.hydrant.formats.parquet;

/// Parquet's mix of runs and packed bits, for levels, indices of dictionaries and booleans.
///
/// ```
/// data   = { run | packed }
/// run    = varint(count << 1)        value in ceil(width / 8) bytes
/// packed = varint(groups << 1 | 1)   groups of 8 values, each in width bits, lowest bits first
/// ```
///
/// Source: Parquet format, Encodings, RLE / bit-packing hybrid (RLE = 3).
final class HybridEncoding {
    private HybridEncoding() {}

    /// How many bits the numbers up to `max` need.
    static int widthOf(int max) {
        return 32 - Integer.numberOfLeadingZeros(max);
    }

    /// Encodes the first `count` values, each of which fits into `width` bits: 1-32.
    static void encode(int[] values, int count, int width, ByteSink out) {
        int runMin = 16 + 32 / width;
        int literal = 0;
        int at = 0;
        while (at + 8 <= count) {
            if (!startsWithEight(values, at)) {
                at += 8;
                continue;
            }
            int value = values[at];
            int end = at + 8;
            while (end < count && values[end] == value) {
                end++;
            }
            if (end - at < runMin) {
                at += 8;
                continue;
            }
            putPacked(values, literal, at, width, out);
            putRun(value, end - at, width, out);
            at = end;
            literal = end;
        }
        putPacked(values, literal, count, width, out);
    }

    /// The same value `count` times.
    static void putRun(int value, int count, int width, ByteSink out) {
        out.putVarint((long) count << 1);
        for (int bits = 0; bits < width; bits += 8) {
            out.putByte(value >>> bits);
        }
    }

    private static boolean startsWithEight(int[] values, int at) {
        int value = values[at];
        return values[at + 1] == value
                && values[at + 2] == value
                && values[at + 3] == value
                && values[at + 4] == value
                && values[at + 5] == value
                && values[at + 6] == value
                && values[at + 7] == value;
    }

    private static void putPacked(int[] values, int from, int to, int width, ByteSink out) {
        if (from < to) {
            int groups = (to - from + 7) / 8;
            out.putVarint((long) groups << 1 | 1);
            pack(values, from, to, width, out);
        }
    }

    /// Values from `from` to `to` in `width` bits each; the last group is filled with zeros.
    static void pack(int[] values, int from, int to, int width, ByteSink out) {
        int groups = (to - from + 7) / 8;
        out.reserve((long) groups * width);
        int whole = from + (to - from) / 8 * 8;
        if (width == 1) {
            packBits(values, from, whole, out);
        } else if (width <= 8) {
            packUpTo8(values, from, whole, width, out);
        } else if (width <= 16) {
            packUpTo16(values, from, whole, width, out);
        } else {
            packUpTo32(values, from, whole, width, out);
        }
        if (whole < to) {
            int[] last = new int[8];
            System.arraycopy(values, whole, last, 0, to - whole);
            packUpTo32(last, 0, 8, width, out);
        }
    }

    private static void packBits(int[] v, int from, int to, ByteSink out) {
        byte[] bytes = out.bytes;
        int at = out.size;
        for (int i = from; i < to; i += 8) {
            bytes[at++] =
                    (byte)
                            (v[i]
                                    | v[i + 1] << 1
                                    | v[i + 2] << 2
                                    | v[i + 3] << 3
                                    | v[i + 4] << 4
                                    | v[i + 5] << 5
                                    | v[i + 6] << 6
                                    | v[i + 7] << 7);
        }
        out.size = at;
    }

    private static void packUpTo8(int[] v, int from, int to, int width, ByteSink out) {
        byte[] bytes = out.bytes;
        int at = out.size;
        for (int i = from; i < to; i += 8) {
            int low = four(v, i, width);
            int high = four(v, i + 4, width);
            long group = low & 0xFFFFFFFFL | (high & 0xFFFFFFFFL) << 4 * width;
            ByteSink.LONG.set(bytes, at, group);
            at += width;
        }
        out.size = at;
    }

    /// Four values of up to 8 bits.
    private static int four(int[] v, int i, int width) {
        return v[i] | v[i + 1] << width | v[i + 2] << 2 * width | v[i + 3] << 3 * width;
    }

    private static void packUpTo16(int[] v, int from, int to, int width, ByteSink out) {
        byte[] bytes = out.bytes;
        int at = out.size;
        int half = 4 * width;
        for (int i = from; i < to; i += 8) {
            long low = fourLong(v, i, width);
            long high = fourLong(v, i + 4, width);
            if (half < 64) {
                low |= high << half;
                high >>>= 64 - half;
            }
            ByteSink.LONG.set(bytes, at, low);
            ByteSink.LONG.set(bytes, at + 8, high);
            at += width;
        }
        out.size = at;
    }

    /// Four values of up to 16 bits.
    private static long fourLong(int[] v, int i, int width) {
        long low = v[i] | (long) v[i + 1] << width;
        long high = v[i + 2] | (long) v[i + 3] << width;
        return low | high << 2 * width;
    }

    private static void packUpTo32(int[] v, int from, int to, int width, ByteSink out) {
        byte[] bytes = out.bytes;
        int at = out.size;
        for (int i = from; i < to; i += 8) {
            long bits = 0;
            int have = 0;
            for (int k = 0; k < 8; k++) {
                bits |= (v[i + k] & 0xFFFFFFFFL) << have;
                have += width;
                if (have >= 32) {
                    ByteSink.INT.set(bytes, at, (int) bits);
                    at += 4;
                    bits >>>= 32;
                    have -= 32;
                }
            }
            ByteSink.INT.set(bytes, at, (int) bits);
            at += have / 8;
        }
        out.size = at;
    }
}
