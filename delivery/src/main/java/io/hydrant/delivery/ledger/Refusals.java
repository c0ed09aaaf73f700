package io.hydrant.delivery.ledger;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/// Why the records of an object were refused, in their order. Immutable.
///
/// @param runs neighbours differ
public record Refusals(List<Run> runs) {
    public static final Refusals NONE = new Refusals(List.of());

    public Refusals {
        runs = List.copyOf(runs);
    }

    /// @param code as the record's line in the error object shows it
    /// @param message as the record's line shows it
    public record Reason(String code, String message) {}

    /// @param records that were refused one after the other for the same reason
    public record Run(Reason reason, long records) {}

    /// All records for the same reason.
    public static Refusals all(Reason reason, long records) {
        return new Refusals(List.of(new Run(reason, records)));
    }

    /// Of the last records only.
    public Refusals last(long records) {
        List<Run> kept = new ArrayList<>();
        long missing = records;
        for (Run run : runs.reversed()) {
            long some = Math.min(missing, run.records());
            if (some > 0) {
                kept.addFirst(new Run(run.reason(), some));
            }
            missing -= some;
        }
        return new Refusals(kept);
    }

    /// The reason of each record, one after the other. Each call begins anew.
    public Iterator<Reason> reasons() {
        return new Reasons(runs);
    }

    private static final class Reasons implements Iterator<Reason> {
        private final Iterator<Run> runs;
        private Run current = new Run(new Reason("", ""), 0);
        private long given;

        Reasons(List<Run> runs) {
            this.runs = runs.iterator();
        }

        @Override
        public boolean hasNext() {
            return given < current.records() || runs.hasNext();
        }

        @Override
        public Reason next() {
            if (given == current.records()) {
                current = runs.next();
                given = 0;
            }
            given++;
            return current.reason();
        }
    }

    /// Collects reasons. For one thread.
    public static final class Builder {
        /// What they may take in the ledger, roughly.
        private static final int CHARS_MAX = 1 << 18;

        private static final int RUNS_MAX = 1 << 14;

        private final Map<Reason, Reason> distinct = new HashMap<>();
        private final List<Run> runs = new ArrayList<>();
        private int chars;

        /// Adds the reason of the next record.
        public void add(Reason reason) {
            Reason known = distinct.putIfAbsent(reason, reason);
            if (known == null) {
                chars += reason.code().length() + reason.message().length();
            }
            Reason held = known == null ? reason : known;
            if (!runs.isEmpty() && runs.getLast().reason().equals(held)) {
                runs.add(new Run(held, runs.removeLast().records() + 1));
            } else {
                runs.add(new Run(held, 1));
            }
        }

        /// Whether they take so much that no more should be added.
        public boolean isFull() {
            return chars >= CHARS_MAX || runs.size() >= RUNS_MAX;
        }

        public Refusals build() {
            return new Refusals(runs);
        }
    }
}
