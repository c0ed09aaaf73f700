package io.hydrant.delivery.ledger;

import java.util.BitSet;

/// A set of indexes from 0 on, of which one may stand for itself and all above it: a bit each. For
/// one thread.
final class Indexes {
    static final int NONE = -1;

    private final BitSet single = new BitSet();
    private int tail = Integer.MAX_VALUE;

    void add(int from, int to) {
        single.set(from, Math.min(to, Math.max(from, tail)));
    }

    /// Adds an index and all above it.
    void addFrom(int from) {
        tail = Math.min(tail, from);
        single.clear(tail, Math.max(tail, single.length()));
    }

    boolean contains(int index) {
        return index >= tail || single.get(index);
    }

    boolean isAll() {
        return next(false, 0) == NONE;
    }

    /// The first index from `from` on that is in the set, or that is not; [#NONE] when there is
    /// none.
    int next(boolean in, int from) {
        if (in) {
            int next = single.nextSetBit(from);
            int last = tail == Integer.MAX_VALUE ? NONE : Math.max(tail, from);
            return next == NONE ? last : next;
        }
        int next = single.nextClearBit(from);
        return next >= tail ? NONE : next;
    }

    /// One above the highest index; `Integer.MAX_VALUE` when there is no highest.
    int end() {
        return tail == Integer.MAX_VALUE ? single.length() : Integer.MAX_VALUE;
    }
}
