package io.hydrant.delivery.ledger;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The records of one frame that are done, in part with only some of their sub-records. For one
/// thread.
final class DoneInFrame {
    private final long offset;
    private final Indexes records = new Indexes();

    /// Of records that are done in part.
    private final TreeMap<Integer, Indexes> subs = new TreeMap<>();

    /// Whether there were ever any: mostly there are none, and nobody needs to look.
    private boolean anySubs;

    DoneInFrame(long offset) {
        this.offset = offset;
    }

    /// @param range that begins in this frame and ends in it, or where the next one begins
    void add(PositionRange range) {
        Position from = range.from();
        Position to = range.to();
        if (from.offset() == to.offset() && from.record() == to.record()) {
            addSubs(from.record(), from.sub(), to.sub());
            return;
        }
        int firstWhole = from.record();
        if (from.sub() > 0) {
            addSubsFrom(from.record(), from.sub());
            firstWhole++;
        }
        if (to.offset() > offset) {
            records.addFrom(firstWhole);
            forgetSubs(firstWhole, Integer.MAX_VALUE);
            return;
        }
        if (firstWhole < to.record()) {
            records.add(firstWhole, to.record());
            forgetSubs(firstWhole, to.record());
        }
        if (to.sub() > 0) {
            addSubs(to.record(), 0, to.sub());
        }
    }

    /// Whether every record is done.
    boolean isAll() {
        return records.isAll();
    }

    boolean contains(Position position) {
        if (records.contains(position.record())) {
            return true;
        }
        Indexes some = subs.get(position.record());
        return some != null && some.contains(position.sub());
    }

    /// The first position in this frame, from one on, that is not done.
    Optional<Position> firstNotDone(Position from) {
        int record = from.record();
        int sub = from.sub();
        while (true) {
            int next = records.next(false, record);
            if (next == Indexes.NONE) {
                return Optional.empty();
            }
            sub = next == record ? sub : 0;
            record = next;
            Indexes some = subs.get(record);
            int free = some == null ? sub : some.next(false, sub);
            if (free != Indexes.NONE) {
                return Optional.of(new Position(offset, record, free));
            }
            record++;
            sub = 0;
        }
    }

    /// The first position in this frame, from one on, that is done.
    Optional<Position> firstDone(Position from) {
        if (contains(from)) {
            return Optional.of(from);
        }
        int record = Integer.MAX_VALUE;
        int sub = 0;
        for (Map.Entry<Integer, Indexes> some : subs.tailMap(from.record()).entrySet()) {
            int first = some.getKey() == from.record() ? from.sub() : 0;
            int next = some.getValue().next(true, first);
            if (next != Indexes.NONE) {
                record = some.getKey();
                sub = next;
                break;
            }
        }
        int whole = records.next(true, from.record() + 1);
        if (whole != Indexes.NONE && whole < record) {
            record = whole;
            sub = 0;
        }
        return record == Integer.MAX_VALUE
                ? Optional.empty()
                : Optional.of(new Position(offset, record, sub));
    }

    /// No position of this frame at or after it is done.
    Position end() {
        int end = records.end();
        if (end == Integer.MAX_VALUE) {
            return Position.ofFrame(offset + 1);
        }
        if (subs.isEmpty() || subs.lastKey() < end) {
            return new Position(offset, end, 0);
        }
        int sub = subs.lastEntry().getValue().end();
        return sub == Integer.MAX_VALUE
                ? new Position(offset, subs.lastKey() + 1, 0)
                : new Position(offset, subs.lastKey(), sub);
    }

    private void forgetSubs(int from, int to) {
        if (anySubs) {
            subs.subMap(from, to).clear();
        }
    }

    private void addSubs(int record, int from, int to) {
        if (!records.contains(record)) {
            Indexes some = subs.computeIfAbsent(record, _ -> new Indexes());
            anySubs = true;
            some.add(from, to);
            joinIfAll(record, some);
        }
    }

    private void addSubsFrom(int record, int from) {
        if (!records.contains(record)) {
            Indexes some = subs.computeIfAbsent(record, _ -> new Indexes());
            anySubs = true;
            some.addFrom(from);
            joinIfAll(record, some);
        }
    }

    private void joinIfAll(int record, Indexes some) {
        if (some.isAll()) {
            subs.remove(record);
            records.add(record, record + 1);
        }
    }
}
