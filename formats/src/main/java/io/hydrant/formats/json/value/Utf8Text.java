package io.hydrant.formats.json.value;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// UTF-8: whether it is, and where it ends if its length is limited.
public final class Utf8Text {
    private Utf8Text() {}

    /// What [#invalidAt] gives if all is well.
    public static final int VALID = -1;

    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private static final long NOT_ASCII = 0x8080_8080_8080_8080L;

    /// Where the first character begins that is no UTF-8: cut short, in more bytes than it needs,
    /// half of a surrogate pair, or beyond U+10FFFF; [#VALID] if there is none.
    public static int invalidAt(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to) {
            if (bytes[i] >= 0) {
                i = asciiEnd(bytes, i, to);
                continue;
            }
            int length = length(bytes, i, to);
            if (length == 0) {
                return i;
            }
            i += length;
        }
        return VALID;
    }

    private static int asciiEnd(byte[] bytes, int from, int to) {
        int i = from;
        while (i + Long.BYTES <= to && ((long) LONG.get(bytes, i) & NOT_ASCII) == 0) {
            i += Long.BYTES;
        }
        while (i < to && bytes[i] >= 0) {
            i++;
        }
        return i;
    }

    /// How many bytes the character at `i` has, which is not ASCII; 0 if it is none.
    private static int length(byte[] bytes, int i, int to) {
        int first = bytes[i] & 0xFF;
        int length = 2 + (first >= 0xE0 ? 1 : 0) + (first >= 0xF0 ? 1 : 0);
        if (first < 0xC2 || first > 0xF4 || i + length > to) {
            return 0;
        }
        for (int k = i + 1; k < i + length; k++) {
            if ((bytes[k] & 0xC0) != 0x80) {
                return 0;
            }
        }
        int second = bytes[i + 1] & 0xFF;
        boolean valid =
                switch (first) {
                    case 0xE0 -> second >= 0xA0;
                    case 0xED -> second < 0xA0;
                    case 0xF0 -> second >= 0x90;
                    case 0xF4 -> second < 0x90;
                    default -> true;
                };
        return valid ? length : 0;
    }

    /// Where the text ends if it may have so many code points: `to`, or earlier.
    public static int truncated(byte[] bytes, int from, int to, int codePointsMax) {
        if (to - from <= codePointsMax) {
            return to;
        }
        int codePoints = 0;
        for (int i = from; i < to; i++) {
            boolean begins = (bytes[i] & 0xC0) != 0x80;
            if (begins && ++codePoints > codePointsMax) {
                return i;
            }
        }
        return to;
    }

    /// Where the text ends without the blanks at its end.
    public static int stripped(byte[] bytes, int from, int to) {
        int end = to;
        while (end > from && bytes[end - 1] == ' ') {
            end--;
        }
        return end;
    }
}
