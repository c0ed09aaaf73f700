package io.hydrant.observability.logs.run;

import java.io.IOException;

/// Reads one run in an order, beyond a place. The file is not touched before its turn comes.
final class RunCursor {
    private final StreamIdentity stream;
    private final EventOrder order;
    private final EventPlace after;
    private final Lines lines;
    private EventPlace place;
    private EventHead head;
    private boolean started;

    /// @param after what is not beyond it, in the order, is left out
    RunCursor(StreamIdentity stream, Run run, EventOrder order, EventPlace after) {
        this.stream = stream;
        this.order = order;
        this.after = after;
        this.lines = new Lines(run.file(), run.bytes(), order.direction());
        this.head = order.direction() == Direction.FORWARD ? run.first() : run.last();
        this.place = EventPlace.of(stream, head);
    }

    /// Whether a run may have events beyond a place.
    static boolean mayHold(StreamIdentity stream, Run run, EventOrder order, EventPlace after) {
        EventHead end = order.direction() == Direction.FORWARD ? run.last() : run.first();
        return run.bytes() > 0 && order.compare(EventPlace.of(stream, end), after) > 0;
    }

    /// Of the event it stands at; before the start not later than that of the first.
    EventPlace place() {
        return place;
    }

    boolean isStarted() {
        return started;
    }

    /// Goes to the first event.
    ///
    /// @return whether there is one
    boolean start() throws IOException {
        started = true;
        lines.seek(
                at -> {
                    int compared = order.compare(EventPlace.of(stream, at), after);
                    return order.direction() == Direction.FORWARD ? compared > 0 : compared <= 0;
                });
        return advance();
    }

    /// @return whether there is a further event
    boolean advance() throws IOException {
        while (lines.step()) {
            if (lines.head().isPresent()) {
                head = lines.head().get();
                place = EventPlace.of(stream, head);
                return true;
            }
        }
        return false;
    }

    StoredEvent event() throws IOException {
        return new StoredEvent(stream, head, lines.message());
    }

    int lineBytes() {
        return lines.lineBytes();
    }

    boolean isLoaded() {
        return lines.isLoaded();
    }

    void unload() {
        lines.unload();
    }
}
