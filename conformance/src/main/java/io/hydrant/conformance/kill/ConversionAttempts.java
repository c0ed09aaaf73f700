package io.hydrant.conformance.kill;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// What the clients of a run with conversion tried and what they were told. Safe for use by many
/// threads.
final class ConversionAttempts {
    private final List<Attempt> all = new ArrayList<>();

    /// One request.
    ///
    /// @param numbers of its records, by place
    /// @param acknowledged places whose record the server took
    record Attempt(ConversionLane lane, int id, List<Integer> numbers, BitSet acknowledged) {
        ConversionRecord record(int place) {
            return new ConversionRecord(id, place, numbers.get(place));
        }
    }

    synchronized Attempt begin(ConversionLane lane, List<Integer> numbers) {
        Attempt attempt = new Attempt(lane, all.size(), List.copyOf(numbers), new BitSet());
        all.add(attempt);
        return attempt;
    }

    synchronized void acknowledge(Attempt attempt, int place) {
        attempt.acknowledged().set(place);
    }

    /// To be called when all clients have ended.
    synchronized List<Attempt> all() {
        return List.copyOf(all);
    }
}
