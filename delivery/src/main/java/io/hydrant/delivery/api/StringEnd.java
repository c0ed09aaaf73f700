package io.hydrant.delivery.api;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Finds where plain text in a JSON string stops, 32 bytes at a step.
final class StringEnd {
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;
    private static final long QUOTES = '"' * ONES;
    private static final long BACKSLASHES = '\\' * ONES;

    private StringEnd() {}

    /// Where the first quote or backslash is from `start` on, or `end` when there is none.
    static int find(byte[] bytes, int start, int end) {
        int at = start;
        while (at <= end - 4 * Long.BYTES) {
            long first = marks((long) LONG.get(bytes, at));
            long second = marks((long) LONG.get(bytes, at + 8));
            long third = marks((long) LONG.get(bytes, at + 16));
            long fourth = marks((long) LONG.get(bytes, at + 24));
            if ((first | second | third | fourth) != 0) {
                break;
            }
            at += 4 * Long.BYTES;
        }
        while (at <= end - Long.BYTES) {
            long marks = marks((long) LONG.get(bytes, at));
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
    private static long marks(long eight) {
        long quotes = eight ^ QUOTES;
        long backslashes = eight ^ BACKSLASHES;
        return (quotes - ONES & ~quotes | backslashes - ONES & ~backslashes) & HIGHS;
    }
}
