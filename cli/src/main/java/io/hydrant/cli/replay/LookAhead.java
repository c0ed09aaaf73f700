package io.hydrant.cli.replay;

import io.hydrant.cli.terminal.CommandFailed;

import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;

/// Puts events in the order of their times as far as it sees: the next event is always the earliest
/// of a number of events read ahead; events of one time keep their order. For one thread.
///
/// An event that comes too late for that is refused, not sent out of order.
final class LookAhead implements Events {
    private final Events source;
    private final Window window;
    private final PriorityQueue<Waiting> waiting =
            new PriorityQueue<>(
                    Comparator.comparingLong((Waiting each) -> each.event().timeMillis())
                            .thenComparingLong(Waiting::number));
    private long waitingBytes;
    private long readCount;
    private long lastMillis = Long.MIN_VALUE;
    private boolean ended;

    /// How far is looked ahead, at most.
    ///
    /// @param events how many
    /// @param bytes of their records
    record Window(int events, long bytes) {
        static final Window DEFAULT = new Window(100_000, 64L << 20);
    }

    private record Waiting(Event event, long number) {}

    LookAhead(Events source, Window window) {
        this.source = source;
        this.window = window;
    }

    @Override
    public Optional<Event> next() {
        while (!ended && waiting.size() < window.events() && waitingBytes < window.bytes()) {
            Optional<Event> read = source.next();
            ended = read.isEmpty();
            read.ifPresent(this::take);
        }
        Optional<Event> next = Optional.ofNullable(waiting.poll()).map(Waiting::event);
        next.ifPresent(
                event -> {
                    waitingBytes -= event.text().length;
                    lastMillis = event.timeMillis();
                });
        return next;
    }

    @Override
    public String place() {
        return source.place();
    }

    @Override
    public void close() {
        source.close();
    }

    private void take(Event event) {
        if (event.timeMillis() < lastMillis) {
            throw new CommandFailed(
                    ("%s: an event of %s comes after one of %s, farther away than %,d events;"
                                    + " --sort puts the whole source in order first, on disk")
                            .formatted(
                                    source.place(),
                                    EventTime.text(event.timeMillis()),
                                    EventTime.text(lastMillis),
                                    waiting.size()));
        }
        waiting.add(new Waiting(event, readCount++));
        waitingBytes += event.text().length;
    }
}
