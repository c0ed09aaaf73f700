package io.hydrant.conformance.kill;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What functions told of their batches, in the order in which they told it. Safe for use by many
/// threads.
final class FunctionJournal {
    private final List<Told> all = new ArrayList<>();
    private final Set<Done> done = new HashSet<>();

    /// What a function tells of a batch.
    enum What {
        BEGUN,
        /// It told so, and then answered; whether the answer arrived it does not know.
        DONE
    }

    /// @param shards of its records
    /// @param numbers sequence numbers of the records, in their order
    record Told(String function, What what, List<String> shards, List<BigInteger> numbers) {
        Told {
            shards = List.copyOf(shards);
            numbers = List.copyOf(numbers);
        }
    }

    private record Done(String function, BigInteger number) {}

    synchronized void add(Told told) {
        all.add(told);
        if (told.what() == What.DONE) {
            told.numbers().forEach(number -> done.add(new Done(told.function(), number)));
        }
    }

    synchronized List<Told> all() {
        return List.copyOf(all);
    }

    /// The newest news.
    synchronized Optional<What> last() {
        return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast().what());
    }

    /// Different records that a function was done with.
    synchronized long doneCount(String function) {
        return done.stream().filter(each -> each.function().equals(function)).count();
    }
}
