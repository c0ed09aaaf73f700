package io.hydrant.functions.mapping.engine.position;

import io.hydrant.kernel.error.InvalidArgument;
import io.hydrant.streams.shard.RecordPosition;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/// How far a mapping has come in one shard.
///
/// The records of a shard are divided over lanes by a hash of their partition keys; each lane has
/// done all of its records below its position. When the number of lanes changes, the division
/// before stays known as long as it tells of records that the new lanes have not passed: what was
/// done by the old lanes is not done again.
///
/// @param divisions oldest first; the last is the present one; at most [#DIVISIONS_MAX]
/// @param finished whether the shard was closed and all of it is done
public record ShardProgress(List<Division> divisions, boolean finished) {
    public static final int DIVISIONS_MAX = 8;

    public ShardProgress {
        divisions = List.copyOf(divisions);
        if (divisions.isEmpty() || divisions.size() > DIVISIONS_MAX) {
            throw new InvalidArgument(
                    "progress in a shard has 1-8 divisions but had " + divisions.size());
        }
    }

    /// @param positions of each lane: 1-10
    public record Division(List<RecordPosition> positions) {
        public Division {
            positions = List.copyOf(positions);
            if (positions.isEmpty()) {
                throw new InvalidArgument("a division of a shard needs a lane but had none");
            }
        }

        static Division of(int lanes, RecordPosition from) {
            return new Division(Collections.nCopies(lanes, from));
        }

        public int lanes() {
            return positions.size();
        }

        /// @param keyHash of the record's partition key, at least 0
        public int laneOf(long keyHash) {
            return (int) (keyHash % positions.size());
        }

        boolean isDone(RecordPosition record, long keyHash) {
            return record.compareTo(positions.get(laneOf(keyHash))) < 0;
        }

        RecordPosition lowest() {
            return positions.stream().min(Comparator.naturalOrder()).orElseThrow();
        }

        RecordPosition highest() {
            return positions.stream().max(Comparator.naturalOrder()).orElseThrow();
        }

        Division with(int lane, RecordPosition position) {
            List<RecordPosition> next = new ArrayList<>(positions);
            next.set(lane, position);
            return new Division(next);
        }
    }

    /// Nothing is done yet.
    public static ShardProgress from(RecordPosition start, int lanes) {
        return new ShardProgress(List.of(Division.of(lanes, start)), false);
    }

    public Division present() {
        return divisions.getLast();
    }

    /// Everything below it is done.
    public RecordPosition floor() {
        return divisions.stream()
                .map(Division::lowest)
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    /// Whether an earlier division's lanes have done a record already.
    public boolean isDoneBefore(RecordPosition record, long keyHash) {
        for (int i = 0; i < divisions.size() - 1; i++) {
            if (divisions.get(i).isDone(record, keyHash)) {
                return true;
            }
        }
        return false;
    }

    /// A lane of the present division has done all of its records below a position.
    public ShardProgress with(int lane, RecordPosition position) {
        List<Division> next = new ArrayList<>(divisions);
        next.set(next.size() - 1, present().with(lane, position));
        RecordPosition lowest = next.getLast().lowest();
        Division last = next.removeLast();
        next.removeIf(earlier -> earlier.highest().compareTo(lowest) <= 0);
        next.add(last);
        return new ShardProgress(next, finished);
    }

    /// Whether the records can be divided anew now: not while too many earlier divisions matter.
    public boolean mayDivide() {
        return divisions.size() < DIVISIONS_MAX;
    }

    /// Divides the records anew; each new lane begins where something is left to be done.
    public ShardProgress divided(int lanes) {
        List<Division> next = new ArrayList<>(divisions);
        RecordPosition floor = floor();
        next.removeIf(earlier -> earlier.highest().compareTo(floor) <= 0);
        next.add(Division.of(lanes, floor));
        return new ShardProgress(next, finished);
    }

    public ShardProgress finish() {
        return new ShardProgress(List.of(present()), true);
    }
}
