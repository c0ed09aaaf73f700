package io.hydrant.observability.logs.run;

/// In which order events of several runs and streams are read.
public enum EventOrder {
    /// By timestamp, stream and sequence.
    TIME(Direction.FORWARD),

    /// The latest first.
    TIME_BACKWARD(Direction.BACKWARD),

    /// As the server took them.
    ARRIVAL(Direction.FORWARD);

    private final Direction direction;

    EventOrder(Direction direction) {
        this.direction = direction;
    }

    Direction direction() {
        return direction;
    }

    /// @return below zero when `a` comes first
    int compare(EventPlace a, EventPlace b) {
        return switch (this) {
            case TIME -> a.compareTo(b);
            case TIME_BACKWARD -> b.compareTo(a);
            case ARRIVAL -> Long.compare(a.sequence(), b.sequence());
        };
    }
}
