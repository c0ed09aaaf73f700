package io.hydrant.delivery.source;

import io.hydrant.delivery.ledger.Position;
import io.hydrant.streams.log.FrameReader;
import io.hydrant.streams.log.LogFailed;
import io.hydrant.streams.log.LogPartition;
import io.hydrant.streams.log.LogPartition.Extent;
import io.hydrant.streams.log.StoredFrame;
import io.hydrant.streams.shard.SequenceNumber;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/// What processing made of a lane's records. It belongs to its lane alone, and is trimmed as it is
/// delivered.
///
/// ```
/// | trimmed | delivered, in part | released | appended, not yet passed in the source's ledger |
///           first                           end of what is read                          log's end
/// ```
///
/// Frames are released once the ledger of the source knows them, so none is delivered that
/// processing might make again.
public final class ProcessedLog implements LaneSource {
    private final LogPartition log;
    private final LaneSource origin;
    private final Function<StoredFrame, Provenance> provenance;
    private volatile long released;
    private volatile boolean ended;

    /// @param origin where the records came from
    /// @param released nothing at or above it is read
    public ProcessedLog(
            LogPartition log,
            LaneSource origin,
            Function<StoredFrame, Provenance> provenance,
            long released) {
        this.log = log;
        this.origin = origin;
        this.provenance = provenance;
        this.released = released;
    }

    /// Everything below this offset may be read now.
    public void releaseBelow(long offset) {
        released = Math.max(released, offset);
    }

    /// Nothing will be appended any more.
    public void end() {
        ended = true;
    }

    @Override
    public String name() {
        return log.name().toString();
    }

    @Override
    public State state() {
        return ended ? State.ENDED : State.GROWING;
    }

    @Override
    public Position start() {
        return Position.START;
    }

    /// Nothing expires here: what was processed is delivered, whatever becomes of its source.
    @Override
    public long horizonOffset() {
        return 0;
    }

    @Override
    public long firstOffset() {
        return log.firstOffset();
    }

    @Override
    public long endOffset() {
        return released;
    }

    @Override
    public Extent extentFrom(long offset) {
        Extent all = log.extentFrom(offset);
        Extent unreleased = log.extentFrom(Math.max(offset, released));
        return new Extent(
                all.frames() - unreleased.frames(),
                all.records() - unreleased.records(),
                all.payloadBytes() - unreleased.payloadBytes());
    }

    @Override
    public FrameReader reader(long fromOffset) {
        if (fromOffset < log.firstOffset()) {
            throw new LogFailed(
                    "log "
                            + log.name()
                            + " begins at frame "
                            + log.firstOffset()
                            + " but frame "
                            + fromOffset
                            + " is not delivered yet");
        }
        return new ReleasedFrames(log.reader(fromOffset), fromOffset);
    }

    @Override
    public SplitFrame split(StoredFrame frame) {
        return SplitFrame.processed(frame, provenance.apply(frame));
    }

    /// @param position in the source, as [SplitFrame#origin] gives it
    @Override
    public SequenceNumber sequenceNumber(Position position, Instant arrival) {
        return origin.sequenceNumber(position, arrival);
    }

    @Override
    public void deliveredBelow(long offset) {
        log.trimBelow(offset);
    }

    /// Ends where nothing is released; what is released meanwhile is read.
    private final class ReleasedFrames implements FrameReader {
        private final FrameReader frames;
        private long next;

        ReleasedFrames(FrameReader frames, long next) {
            this.frames = frames;
            this.next = next;
        }

        @Override
        public Optional<StoredFrame> next() {
            if (next >= released) {
                return Optional.empty();
            }
            Optional<StoredFrame> frame = frames.next();
            if (frame.isPresent()) {
                next = frame.get().offset() + 1;
            }
            return frame;
        }

        @Override
        public void close() {
            frames.close();
        }
    }
}
