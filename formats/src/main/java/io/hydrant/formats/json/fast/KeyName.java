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

    private final byte[] name;
    private final int member;

    /// The key in its quotes and the colon, in words; the last one filled up with zeros.
    private final long[] words;

    private final int byteCount;
    private final long lastMask;

    /// The key that followed in the last record.
    private KeyName next;

    /// @param name the bytes between the quotes
    /// @param member its place in the object's columns, or [#UNKNOWN]
    KeyName(byte[] name, int member) {
        this.name = name;
        this.member = member;
        this.byteCount = 1 + name.length + BEHIND.length;
        byte[] text = new byte[(byteCount + Long.BYTES - 1) / Long.BYTES * Long.BYTES];
        text[0] = '"';
        System.arraycopy(name, 0, text, 1, name.length);
        System.arraycopy(BEHIND, 0, text, 1 + name.length, BEHIND.length);
        this.words = new long[text.length / Long.BYTES];
        for (int i = 0; i < words.length; i++) {
            words[i] = Words.at(text, i * Long.BYTES);
        }
        this.lastMask = -1L >>> (text.length - byteCount) * Byte.SIZE;
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
        if (at + byteCount > end) {
            return false;
        }
        long[] expected = words;
        int last = expected.length - 1;
        int position = at;
        for (int i = 0; i < last; i++) {
            if (Words.at(bytes, position) != expected[i]) {
                return false;
            }
            position += Long.BYTES;
        }
        return ((Words.at(bytes, position) ^ expected[last]) & lastMask) == 0;
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
