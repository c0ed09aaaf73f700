package io.hydrant.delivery.pipeline;

import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongPredicate;

/// How far the processed log must be delivered for everything below an offset of the source to be
/// delivered. For one thread.
final class FlushMarks {
    /// Of flushes that nobody asked to look at again, the newest are enough.
    private static final int MARKS_MAX = 1_000;

    private final TreeSet<Long> waiting = new TreeSet<>();

    /// By offset of the source: the end of the processed log when the source was done below it.
    private final TreeMap<Long, Long> marks = new TreeMap<>();

    /// Everything below this offset of the source is wanted.
    void ask(long offset) {
        if (marks.ceilingKey(offset) == null) {
            waiting.add(offset);
        }
    }

    /// Whether the source is not done below an offset that was asked for.
    boolean isWaiting() {
        return !waiting.isEmpty();
    }

    /// Notes where the processed log ends now for those below which the source is done.
    ///
    /// @return the end, if there were any
    OptionalLong markDone(LongPredicate sourceDone, long processedEnd) {
        boolean any = false;
        while (!waiting.isEmpty() && sourceDone.test(waiting.first())) {
            marks.put(waiting.pollFirst(), processedEnd);
            any = true;
        }
        while (marks.size() > MARKS_MAX) {
            marks.pollFirstEntry();
        }
        return any ? OptionalLong.of(processedEnd) : OptionalLong.empty();
    }

    /// How far the processed log must be delivered, if that is known.
    OptionalLong of(long offset) {
        Map.Entry<Long, Long> mark = marks.ceilingEntry(offset);
        return mark == null ? OptionalLong.empty() : OptionalLong.of(mark.getValue());
    }
}
