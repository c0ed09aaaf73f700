package io.hydrant.observability.logs.run;

/// Where an event stands among those of a group. Survives everything but the event's end, so that
/// it can be handed to clients; a place need not be that of an event.
///
/// @param timestamp in milliseconds since 1970
public record EventPlace(long timestamp, long stream, long sequence)
        implements Comparable<EventPlace> {

    public static EventPlace of(StreamIdentity stream, EventHead head) {
        return new EventPlace(head.timestamp(), stream.id(), head.sequence());
    }

    /// Before all events of a moment and later.
    public static EventPlace before(long timestamp) {
        return new EventPlace(timestamp, Long.MIN_VALUE, 0);
    }

    /// Before what the server takes after an event.
    public static EventPlace afterSequence(long sequence) {
        return new EventPlace(0, 0, sequence);
    }

    @Override
    public int compareTo(EventPlace other) {
        int byTime = Long.compare(timestamp, other.timestamp);
        if (byTime != 0) {
            return byTime;
        }
        int byStream = Long.compare(stream, other.stream);
        return byStream != 0 ? byStream : Long.compare(sequence, other.sequence);
    }
}
