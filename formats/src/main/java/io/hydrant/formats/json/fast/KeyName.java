package io.hydrant.formats.json.fast;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/// A key as records write it, and what it means.
final class KeyName {
    /// What a key means that no column has.
    static final int UNKNOWN = -1;

    /// What a key means that several columns have.
    static final int AMBIGUOUS = -2;

    private static final byte[] BEHIND = {'"', ':'};

    private static final int WORDS_BYTES = 3 * Long.BYTES;

    private final byte[] name;
    private final int member;

    /// The key in its quotes and the colon, filled up with zeros.
    private final byte[] text;

    // Its first three words, and which of their bits are the key's: most keys are no longer.
    private final long word0;
    private final long word1;
    private final long word2;
    private final long mask0;
    private final long mask1;
    private final long mask2;

    private final int byteCount;

    /// Bytes that must be there for three words to be read.
    private final int byteCountMin;

    /// The key that followed in the last record.
    private KeyName next;

    /// @param name the bytes between the quotes
    /// @param member its place in the object's columns, or [#UNKNOWN]
    KeyName(byte[] name, int member) {
        this.name = name;
        this.member = member;
        this.byteCount = 1 + name.length + BEHIND.length;
        this.byteCountMin = Math.max(byteCount, Long.BYTES);
        this.text = new byte[Math.max(WORDS_BYTES, byteCount)];
        text[0] = '"';
        System.arraycopy(name, 0, text, 1, name.length);
        System.arraycopy(BEHIND, 0, text, 1 + name.length, BEHIND.length);
        this.word0 = Words.at(text, 0);
        this.word1 = Words.at(text, Long.BYTES);
        this.word2 = Words.at(text, 2 * Long.BYTES);
        this.mask0 = mask(byteCount);
        this.mask1 = mask(byteCount - Long.BYTES);
        this.mask2 = mask(byteCount - 2 * Long.BYTES);
        this.next = this;
    }

    int member() {
        return member;
    }

    KeyName next() {
        return next;
    }

    void followedBy(KeyName key) {
        next = key;
    }

    /// Bytes of the key with quotes and colon.
    int byteCount() {
        return byteCount;
    }

    /// Whether this key begins at `at`, with the colon right behind it and all before `end`.
    boolean isAt(byte[] bytes, int at, int end) {
        // Three words reach no further than the slack if one of them is before the end.
        if (at + byteCountMin > end) {
            return false;
        }
        long wrong =
                (Words.at(bytes, at) ^ word0) & mask0
                        | (Words.at(bytes, at + Long.BYTES) ^ word1) & mask1
                        | (Words.at(bytes, at + 2 * Long.BYTES) ^ word2) & mask2;
        return wrong == 0 && (byteCount <= WORDS_BYTES || isRestAt(bytes, at));
    }

    private boolean isRestAt(byte[] bytes, int at) {
        return Arrays.equals(text, WORDS_BYTES, byteCount, bytes, at + WORDS_BYTES, at + byteCount);
    }

    /// The bits of so many bytes, from the first one on.
    private static long mask(int byteCount) {
        return byteCount <= 0 ? 0 : -1L >>> Math.max(0, Long.BYTES - byteCount) * Byte.SIZE;
    }

    /// Whether the bytes between quotes are this key.
    boolean isNamed(byte[] bytes, int from, int to) {
        return Arrays.equals(name, 0, name.length, bytes, from, to);
    }

    static int hash(byte[] bytes, int from, int to) {
        int hash = to - from;
        int at = from;
        for (; at + Long.BYTES <= to; at += Long.BYTES) {
            hash = mixed(hash, Words.at(bytes, at));
        }
        long rest = 0;
        for (int i = to - 1; i >= at; i--) {
            rest = rest << Byte.SIZE | bytes[i] & 0xFF;
        }
        return mixed(hash, rest);
    }

    private static int mixed(int hash, long word) {
        long product = (hash ^ word) * 0x9E3779B97F4A7C15L;
        return (int) (product >>> 32);
    }

    int hash() {
        return hash(name, 0, name.length);
    }

    @Override
    public String toString() {
        return new String(name, UTF_8);
    }
}
