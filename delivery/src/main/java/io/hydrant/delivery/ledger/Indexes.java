package io.hydrant.delivery.ledger;

import java.util.Arrays;

/// A set of indexes from 0 on, of which one may stand for itself and all above it: a bit each. For
/// one thread.
///
/// A [java.util.BitSet] would be one more object that no cache holds: there is a set for each frame
/// that is done in part, and thousands of them take turns.
final class Indexes {
    static final int NONE = -1;

    private long[] words = new long[1];
    private int tail = Integer.MAX_VALUE;

    void add(int from, int to) {
        int end = Math.min(to, tail);
        if (from >= end) {
            return;
        }
        int last = end - 1 >> 6;
        if (last >= words.length) {
            words = Arrays.copyOf(words, Math.max(last + 1, 2 * words.length));
        }
        for (int word = from >> 6; word <= last; word++) {
            words[word] |= mask(word, from, end);
        }
    }

    /// Adds an index and all above it.
    void addFrom(int from) {
        tail = Math.min(tail, from);
    }

    boolean contains(int index) {
        int word = index >> 6;
        return index >= tail || word < words.length && (words[word] & 1L << index) != 0;
    }

    boolean isAll() {
        return next(false, 0) == NONE;
    }

    /// The first index from `from` on that is in the set, or that is not; [#NONE] when there is
    /// none.
    int next(boolean in, int from) {
        int next = nextBit(in, from);
        if (!in) {
            return next >= tail ? NONE : next;
        }
        if (next != NONE && next < tail) {
            return next;
        }
        return tail == Integer.MAX_VALUE ? NONE : Math.max(tail, from);
    }

    /// One above the highest index; `Integer.MAX_VALUE` when there is no highest.
    int end() {
        if (tail != Integer.MAX_VALUE) {
            return Integer.MAX_VALUE;
        }
        int word = words.length - 1;
        while (word >= 0 && words[word] == 0) {
            word--;
        }
        return word < 0 ? 0 : (word + 1 << 6) - Long.numberOfLeadingZeros(words[word]);
    }

    /// Bits beyond the words are not set.
    private int nextBit(boolean set, int from) {
        for (int word = from >> 6; word < words.length; word++) {
            long bits = set ? words[word] : ~words[word];
            long left = word == from >> 6 ? bits & -1L << from : bits;
            if (left != 0) {
                return (word << 6) + Long.numberOfTrailingZeros(left);
            }
        }
        return set ? NONE : Math.max(from, words.length << 6);
    }

    private static long mask(int word, int from, int end) {
        long mask = -1L;
        if (word == from >> 6) {
            mask &= -1L << from;
        }
        if (word == end - 1 >> 6) {
            mask &= -1L >>> -end;
        }
        return mask;
    }
}
