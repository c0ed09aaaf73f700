package io.hydrant.streams.intake;

/// Checks text as strictly as JSON demands it: no overlong forms, no surrogates, nothing above
/// U+10FFFF.
final class Utf8 {
    static final int MALFORMED = -1;

    private Utf8() {}

    /// How many code points there are, or [#MALFORMED].
    static int codePoints(byte[] bytes, int start, int end) {
        int count = 0;
        int at = start;
        while (at < end) {
            int length = bytes[at] >= 0 ? 1 : sequenceBytes(bytes, at, end);
            if (length == 0) {
                return MALFORMED;
            }
            at += length;
            count++;
        }
        return count;
    }

    /// Length of the well-formed sequence that starts here, or 0. Source: Unicode, table 3-7.
    private static int sequenceBytes(byte[] bytes, int at, int end) {
        int first = bytes[at] & 0xff;
        int length = lengthBytes(first);
        if (length == 0 || length > end - at) {
            return 0;
        }
        int second = bytes[at + 1] & 0xff;
        int lowest =
                switch (first) {
                    case 0xe0 -> 0xa0;
                    case 0xf0 -> 0x90;
                    default -> 0x80;
                };
        int highest =
                switch (first) {
                    case 0xed -> 0x9f;
                    case 0xf4 -> 0x8f;
                    default -> 0xbf;
                };
        if (second < lowest || second > highest) {
            return 0;
        }
        for (int i = 2; i < length; i++) {
            if ((bytes[at + i] & 0xc0) != 0x80) {
                return 0;
            }
        }
        return length;
    }

    private static int lengthBytes(int first) {
        if (first < 0xc2 || first > 0xf4) {
            return 0;
        }
        if (first < 0xe0) {
            return 2;
        }
        return first < 0xf0 ? 3 : 4;
    }
}
