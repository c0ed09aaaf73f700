package io.hydrant.conformance.stream;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/// What a reader went through. Safe for use by many threads.
public final class ReaderCounts {
    private final LongAdder records = new LongAdder();
    private final LongAdder answers = new LongAdder();
    private final LongAdder shardEnds = new LongAdder();
    private final Map<String, LongAdder> interruptions = new ConcurrentHashMap<>();
    private final LongAccumulator silenceNanosMax = new LongAccumulator(Math::max, 0);
    private final LongAdder cleanEnds = new LongAdder();
    private final LongAccumulator ageNanosMin = new LongAccumulator(Math::min, Long.MAX_VALUE);
    private final LongAccumulator ageNanosMax = new LongAccumulator(Math::max, 0);

    /// An answer or event came.
    ///
    /// @param silenceNanos how long after the one before
    void answered(int recordCount, long silenceNanos) {
        answers.increment();
        records.add(recordCount);
        silenceNanosMax.accumulate(silenceNanos);
    }

    void shardEnded() {
        shardEnds.increment();
    }

    /// @param what happened, as a name to be counted by
    void interrupted(String what) {
        interruptions.computeIfAbsent(what, _ -> new LongAdder()).increment();
    }

    /// A subscription reached its greatest age.
    void endedCleanly(long ageNanos) {
        cleanEnds.increment();
        ageNanosMin.accumulate(ageNanos);
        ageNanosMax.accumulate(ageNanos);
    }

    /// Subscriptions that the server ended without saying anything was wrong.
    public long cleanEnds() {
        return cleanEnds.sum();
    }

    /// The age of the youngest of them.
    public Duration ageMin() {
        return Duration.ofNanos(ageNanosMin.get());
    }

    public Duration ageMax() {
        return Duration.ofNanos(ageNanosMax.get());
    }

    public long records() {
        return records.sum();
    }

    public long answers() {
        return answers.sum();
    }

    public long shardEnds() {
        return shardEnds.sum();
    }

    /// How often reading had to be taken up again, by reason.
    public Map<String, Long> interruptions() {
        Map<String, Long> counts = new TreeMap<>();
        interruptions.forEach((what, count) -> counts.put(what, count.sum()));
        return counts;
    }

    /// The longest time between two answers of one connection.
    public Duration silenceMax() {
        return Duration.ofNanos(silenceNanosMax.get());
    }
}
