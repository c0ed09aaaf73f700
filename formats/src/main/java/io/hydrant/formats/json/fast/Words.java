package io.hydrant.formats.json.fast;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Eight bytes at a time: the first one is the lowest of the word.
final class Words {
    /// What methods return instead of a position when the general reader has to look.
    static final int UNUSUAL = -1;

    static final long ASCII_ZEROS = 0x3030303030303030L;

    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long QUOTES = ONES * '"';
    private static final long BACKSLASHES = ONES * '\\';
    private static final long BLANKS = ONES * ' ';

    private Words() {}

    static long at(byte[] bytes, int index) {
        return (long) LONGS.get(bytes, index);
    }

    static void put(byte[] bytes, int index, long word) {
        LONGS.set(bytes, index, word);
    }

    /// Four bytes.
    static int halfAt(byte[] bytes, int index) {
        return (int) INTS.get(bytes, index);
    }

    /// What [#halfAt] gives for a text of four characters.
    static int half(String text) {
        return halfAt(text.getBytes(StandardCharsets.US_ASCII), 0);
    }

    /// How many of the first bytes are digits: 0-8.
    ///
    /// @param digits a word less [#ASCII_ZEROS], by exclusive or
    static int digitCount(long digits) {
        // A carry comes only out of a byte that is no digit, and so spoils only bytes behind it.
        long others = (digits + 0x0606060606060606L | digits) & 0xF0F0F0F0F0F0F0F0L;
        return Long.numberOfTrailingZeros(others) >>> 3;
    }

    /// The number that the first bytes write.
    ///
    /// @param digits a word less [#ASCII_ZEROS], by exclusive or
    /// @param count how many of its bytes count: 1-8
    static long number(long digits, int count) {
        return number(digits << (64 - 8 * count));
    }

    /// The number that eight digits write.
    static long number(long digits) {
        long pairs = digits * 10 + (digits >>> 8);
        return ((pairs & 0x000000FF000000FFL) * (100 + (1_000_000L << 32))
                        + (pairs >>> 16 & 0x000000FF000000FFL) * (1 + (10_000L << 32)))
                >>> 32;
    }

    /// The high bit of the first byte that is no plain text of a JSON string: a quote, a backslash,
    /// a control character, or not ASCII. Bits above the lowest one mean nothing.
    static long notPlain(long word) {
        long quotes = word ^ QUOTES;
        long backslashes = word ^ BACKSLASHES;
        return (quotes - ONES & ~quotes
                        | backslashes - ONES & ~backslashes
                        | word - BLANKS & ~word
                        | word)
                & HIGH_BITS;
    }
}
