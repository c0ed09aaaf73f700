package io.hydrant.conformance.kill;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

/// The numbers that wait to be put, and how far the clients together are. Safe for use by many
/// threads.
final class Workload {
    private final int recordCount;
    private final double millisPerRecord;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicInteger putsOpen = new AtomicInteger();
    private final Map<String, LongAdder> refusals = new ConcurrentHashMap<>();
    private final AtomicReference<RuntimeException> failure = new AtomicReference<>();

    /// @param millisPerRecord how long a client rests per record, so that the records last for all
    ///   the kills
    Workload(int recordCount, double millisPerRecord) {
        this.recordCount = recordCount;
        this.millisPerRecord = millisPerRecord;
    }

    /// The next numbers; none when all are taken.
    List<Integer> take(int count) {
        int first = next.getAndUpdate(from -> Math.min(recordCount, from + count));
        return IntStream.range(first, Math.min(recordCount, first + count)).boxed().toList();
    }

    long pauseMillis(int records) {
        return Math.round(records * millisPerRecord);
    }

    void putBegins() {
        putsOpen.incrementAndGet();
    }

    void putEnds() {
        putsOpen.decrementAndGet();
    }

    int putsOpen() {
        return putsOpen.get();
    }

    void accepted(int records) {
        accepted.addAndGet(records);
    }

    int acceptedCount() {
        return accepted.get();
    }

    boolean complete() {
        return accepted.get() == recordCount;
    }

    void countRefusal(String code) {
        refusals.computeIfAbsent(code, _ -> new LongAdder()).increment();
    }

    Map<String, Long> refusals() {
        Map<String, Long> counts = new TreeMap<>();
        refusals.forEach((code, count) -> counts.put(code, count.sum()));
        return counts;
    }

    void fail(RuntimeException e) {
        failure.compareAndSet(null, e);
    }

    boolean failed() {
        return failure.get() != null;
    }

    Optional<RuntimeException> failure() {
        return Optional.ofNullable(failure.get());
    }
}
