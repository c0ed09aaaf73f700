package io.hydrant.observability.logs.run;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Optional;
import java.util.PriorityQueue;

/// Reads the events of any number of runs in one order. For one thread; holds no file open, and at
/// most some megabytes of blocks.
public final class EventMerge {
    private static final int LOADED_MAX = 64;

    private final EventOrder order;
    private final EventPlace after;
    private final PriorityQueue<RunCursor> waiting;
    private final Deque<RunCursor> loaded = new ArrayDeque<>();
    private Optional<RunCursor> taken = Optional.empty();
    private long readBytes;
    private long startedRuns;

    /// @param after what is not beyond it, in the order, is left out
    public EventMerge(EventOrder order, EventPlace after) {
        this.order = order;
        this.after = after;
        this.waiting = new PriorityQueue<>((a, b) -> order.compare(a.place(), b.place()));
    }

    public void add(StreamIdentity stream, Collection<Run> runs) {
        for (Run run : runs) {
            if (RunCursor.mayHold(stream, run, order, after)) {
                waiting.add(new RunCursor(stream, run, order, after));
            }
        }
    }

    /// Goes to the next event.
    ///
    /// @return its place; empty at the end
    public Optional<EventPlace> next() throws IOException {
        if (taken.isPresent()) {
            RunCursor last = taken.get();
            taken = Optional.empty();
            if (last.advance()) {
                keep(last);
                waiting.add(last);
            }
        }
        while (!waiting.isEmpty()) {
            RunCursor first = waiting.poll();
            if (first.isStarted()) {
                taken = Optional.of(first);
                readBytes += first.lineBytes();
                return Optional.of(first.place());
            }
            startedRuns++;
            if (first.start()) {
                keep(first);
                waiting.add(first);
            }
        }
        return Optional.empty();
    }

    /// The event that was gone to.
    public StoredEvent event() throws IOException {
        return taken.orElseThrow().event();
    }

    /// How much was looked at so far: a measure of the work. Starting a run counts as a block.
    public long readBytes() {
        return readBytes + startedRuns * Lines.BLOCK_BYTES;
    }

    private void keep(RunCursor cursor) {
        if (!cursor.isLoaded()) {
            return;
        }
        if (loaded.peekLast() != cursor) {
            loaded.remove(cursor);
            loaded.addLast(cursor);
        }
        if (loaded.size() > LOADED_MAX) {
            loaded.removeFirst().unload();
        }
    }
}
