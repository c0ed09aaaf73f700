package io.hydrant.conformance.kill;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// What the clients of a run with partitions tried and what they were told. Safe for use by many
/// threads.
final class PartitionAttempts {
    private final List<Attempt> all = new ArrayList<>();

    /// One request.
    ///
    /// @param numbers of its records, by place
    /// @param acknowledged places whose record the server took
    record Attempt(PartitionLane lane, int id, List<Integer> numbers, BitSet acknowledged) {
        PartitionRecord record(int place) {
            return new PartitionRecord(id, place, numbers.get(place));
        }
    }

    synchronized Attempt begin(PartitionLane lane, List<Integer> numbers) {
        Attempt attempt = new Attempt(lane, all.size(), List.copyOf(numbers), new BitSet());
        all.add(attempt);
        return attempt;
    }

    synchronized void acknowledge(Attempt attempt, int from, int to) {
        attempt.acknowledged().set(from, to);
    }

    /// To be called when all clients have ended.
    synchronized List<Attempt> all() {
        return List.copyOf(all);
    }
}
