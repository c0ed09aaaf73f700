package io.hydrant.conformance.kill;

import io.hydrant.conformance.kill.FunctionJournal.Told;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Compares what a function told with the records of the stream.
///
/// A batch holds records of one shard that follow each other. It begins right behind the last one
/// that the function was done with, or again where that one began: the end of a batch may get lost,
/// the end of two may not. At the end the function was done with every record.
final class FunctionAudit {
    private final String function;
    private final Map<String, Course> courses = new TreeMap<>();
    private final List<String> violations = new ArrayList<>();
    private int batches;
    private int repeats;

    /// @param stream sequence numbers of all records by their shard, in their order
    FunctionAudit(String function, SortedMap<String, List<BigInteger>> stream) {
        this.function = function;
        stream.forEach((shard, numbers) -> courses.put(shard, new Course(shard, numbers)));
    }

    void compare(List<Told> journal) {
        journal.stream().filter(told -> told.function().equals(function)).forEach(this::follow);
        courses.values().forEach(Course::end);
    }

    List<String> violations() {
        return List.copyOf(violations);
    }

    /// Batches that the function began with.
    int batchCount() {
        return batches;
    }

    /// Those among them that began where an earlier one had begun.
    int repeatCount() {
        return repeats;
    }

    private void follow(Told told) {
        if (told.shards().size() != 1 || !courses.containsKey(told.shards().getFirst())) {
            violation("a batch of the shards " + told.shards());
            return;
        }
        courses.get(told.shards().getFirst()).follow(told);
    }

    private void violation(String what) {
        violations.add(function + ": " + what);
    }

    /// How a function went through a shard. Places are those in the list of its records.
    private final class Course {
        private final String shard;
        private final List<BigInteger> numbers;
        private final Map<BigInteger, Integer> places = new HashMap<>();

        /// Behind the last record that the function was done with.
        private int next;

        /// Where the batch began that led there.
        private int lastStart;

        private int lastBegun = -1;

        Course(String shard, List<BigInteger> numbers) {
            this.shard = shard;
            this.numbers = numbers;
            for (int place = 0; place < numbers.size(); place++) {
                places.put(numbers.get(place), place);
            }
        }

        void follow(Told told) {
            if (told.numbers().isEmpty()) {
                violation("an empty batch of " + shard);
                return;
            }
            int first = places.getOrDefault(told.numbers().getFirst(), -1);
            int end = first + told.numbers().size();
            boolean inStream = first >= 0 && end <= numbers.size();
            if (!inStream || !numbers.subList(first, end).equals(told.numbers())) {
                violation(
                        "%s records of %s from %s on do not follow each other in the stream"
                                .formatted(
                                        told.numbers().size(), shard, told.numbers().getFirst()));
                return;
            }
            switch (told.what()) {
                case BEGUN -> begin(first);
                case DONE -> done(first, end);
            }
        }

        private void begin(int first) {
            batches++;
            if (first <= lastBegun) {
                repeats++;
            }
            lastBegun = first;
            if (first > next) {
                violation("%s skipped from record %d to %d".formatted(shard, next, first));
            } else if (first != next && first < lastStart) {
                violation(
                        "%s went back to record %d, although the batch from %d to %d was done"
                                .formatted(shard, first, lastStart, next));
            }
        }

        private void done(int first, int end) {
            if (end > next) {
                next = end;
                lastStart = first;
            }
        }

        void end() {
            if (next < numbers.size()) {
                violation("%s ends at record %d of %d".formatted(shard, next, numbers.size()));
            }
        }
    }
}
