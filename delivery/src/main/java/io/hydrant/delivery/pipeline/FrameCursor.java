package io.hydrant.delivery.pipeline;

import io.hydrant.delivery.source.LaneSource;
import io.hydrant.delivery.source.SplitFrame;
import io.hydrant.streams.log.FrameReader;
import io.hydrant.streams.log.StoredFrame;

import java.time.Instant;
import java.util.Optional;

/// How far a lane has read its source. For one thread.
final class FrameCursor implements AutoCloseable {
    private final LaneSource source;
    private Optional<FrameReader> reader = Optional.empty();
    private long nextOffset;
    private Instant lastArrival = Instant.MAX;

    FrameCursor(LaneSource source) {
        this.source = source;
    }

    long nextOffset() {
        return nextOffset;
    }

    /// Arrival of the frame read last; `Instant.MAX` before the first.
    Instant lastArrival() {
        return lastArrival;
    }

    /// Goes on at another frame. Frames below may be trimmed at any time, so the reader must not
    /// stand among them.
    void moveTo(long offset) {
        close();
        nextOffset = offset;
    }

    /// The next frame, if there is one. Valid until the next call.
    ///
    /// @param withPayload its payload is needed: when that cannot be read, the frame is not passed
    Optional<SplitFrame> next(boolean withPayload) {
        if (reader.isEmpty()) {
            reader = Optional.of(source.reader(nextOffset));
        }
        Optional<SplitFrame> split = reader.get().next().map(frame -> split(frame, withPayload));
        split.ifPresent(
                frame -> {
                    nextOffset = frame.offset() + 1;
                    lastArrival = frame.arrival();
                });
        return split;
    }

    /// A frame that cannot be split or read now is read again: the reader is past it already.
    private SplitFrame split(StoredFrame frame, boolean withPayload) {
        boolean done = false;
        try {
            SplitFrame split = source.split(frame);
            if (withPayload) {
                frame.payload();
            }
            done = true;
            return split;
        } finally {
            if (!done) {
                moveTo(nextOffset);
            }
        }
    }

    @Override
    public void close() {
        reader.ifPresent(FrameReader::close);
        reader = Optional.empty();
    }
}
