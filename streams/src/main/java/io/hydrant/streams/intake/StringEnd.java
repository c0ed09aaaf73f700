package io.hydrant.streams.intake;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Finds where text in a JSON string stops, eight bytes and more at a step.
final class StringEnd {
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;
    private static final long QUOTES = '"' * ONES;
    private static final long BACKSLASHES = '\\' * ONES;

    /// The lowest character of Base64 is `+`.
    private static final long LOWEST = '+' * ONES;

    private StringEnd() {}

    /// Where Base64 text surely stops: the first byte from `start` on that is below `+`, such as a
    /// quote, or not ASCII; `end` when there is none. A backslash or another character that is not
    /// Base64 may come before it.
    static int afterBase64(byte[] bytes, int start, int end) {
        int at = start;
        while (at <= end - 4 * Long.BYTES) {
            long first = (long) LONG.get(bytes, at) - LOWEST;
            long second = (long) LONG.get(bytes, at + 8) - LOWEST;
            long third = (long) LONG.get(bytes, at + 16) - LOWEST;
            long fourth = (long) LONG.get(bytes, at + 24) - LOWEST;
            if (((first | second | third | fourth) & HIGHS) != 0) {
                break;
            }
            at += 4 * Long.BYTES;
        }
        while (at <= end - Long.BYTES) {
            long marks = (long) LONG.get(bytes, at) - LOWEST & HIGHS;
            if (marks != 0) {
                return at + Long.numberOfTrailingZeros(marks) / Byte.SIZE;
            }
            at += Long.BYTES;
        }
        while (at < end && (bytes[at] - '+' & 0x80) == 0) {
            at++;
        }
        return at;
    }

    /// Where the first quote or backslash is from `start` on, or `end` when there is none.
    static int quoteOrBackslash(byte[] bytes, int start, int end) {
        int at = start;
        while (at <= end - Long.BYTES) {
            long marks = quotesAndBackslashes((long) LONG.get(bytes, at));
            if (marks != 0) {
                return at + Long.numberOfTrailingZeros(marks) / Byte.SIZE;
            }
            at += Long.BYTES;
        }
        while (at < end && bytes[at] != '"' && bytes[at] != '\\') {
            at++;
        }
        return at;
    }

    /// The high bit of every byte that is a quote or a backslash. Bytes above the lowest such may
    /// be marked too (the subtraction borrows from them), none below it.
    private static long quotesAndBackslashes(long eight) {
        long quotes = eight ^ QUOTES;
        long backslashes = eight ^ BACKSLASHES;
        return (quotes - ONES & ~quotes | backslashes - ONES & ~backslashes) & HIGHS;
    }
}
