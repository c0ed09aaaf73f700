package io.hydrant.delivery.transform;

import io.hydrant.delivery.ledger.Position;
import io.hydrant.delivery.ledger.PositionRange;
import io.hydrant.delivery.ledger.PositionRanges;
import io.hydrant.kernel.error.InvalidArgument;
import io.hydrant.streams.log.Frame;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Makes the frames of a processed log, to be read by [ProcessedFrames]. For one thread and one
/// use.
///
/// Each frame holds records of one frame of the source. One that would be larger than the log takes
/// is cut in several. Together the frames stand for exactly the positions given: those of records
/// that are not added, because they were dropped, belong to the frame before, or the first one.
public final class ProcessedFrameWriter {
    /// Leaves room for as many ranges as a batch may have, of at most 30 bytes each, and as many
    /// runs of positions as a frame has records, of at most 15 bytes.
    private static final int OUTCOME_BYTES_MAX = 550_000;

    private final List<Frame> frames = new ArrayList<>();
    private PositionRanges rest;
    private Position last = new Position(-1, 0, 0);
    private Instant arrival = Instant.EPOCH;
    private PositionRuns positions = new PositionRuns(0, 0);
    private OutcomeTable outcomes = new OutcomeTable();
    private int[] lengths = new int[16];
    private final FramePayload payload = new FramePayload();
    private long framesBytes;

    /// @param positions that the frames stand for
    public ProcessedFrameWriter(PositionRanges positions) {
        this.rest = positions;
    }

    /// Data that lies in this array is not copied into frames where it lies in one piece: the array
    /// must not change any more, and is in memory as long as the frames. Until another one is lent.
    void lend(byte[] array) {
        payload.lend(array);
    }

    /// Adds the next record.
    ///
    /// @param frameArrival of the frame of the source that it lay in
    /// @param position behind that of the record before, and among those given
    /// @param data from position to limit, not moved: as it is delivered, or as it was if it failed
    public void add(Instant frameArrival, Position position, Processed outcome, ByteBuffer data) {
        if (!last.isBefore(position)) {
            throw new InvalidArgument(
                    "record at " + position + " must come after the one at " + last);
        }
        int count = positions.records();
        boolean sameFrame = count > 0 && positions.offset() == position.offset();
        if (count > 0 && !(sameFrame && hasRoom(outcome, data.remaining()))) {
            cut(position);
        }
        if (positions.records() == 0) {
            positions = new PositionRuns(position.offset(), 1);
            arrival = frameArrival;
        }
        last = position;
        keep(position, outcome, data);
    }

    /// What the frames hold so far, roughly.
    long bytes() {
        return framesBytes + payload.length();
    }

    /// No more records follow.
    ///
    /// @return none if there was no record
    public List<Frame> finish() {
        if (positions.records() > 0) {
            frames.add(frame(rest));
        }
        return frames;
    }

    private boolean hasRoom(Processed outcome, int bytes) {
        return positions.records() < Frame.RECORDS_MAX
                && payload.length() + (long) bytes <= Frame.PAYLOAD_BYTES_MAX
                && outcomes.bytesMaxWith(outcome) <= OUTCOME_BYTES_MAX;
    }

    private void keep(Position position, Processed outcome, ByteBuffer data) {
        int index = positions.records();
        if (index == lengths.length) {
            lengths = Arrays.copyOf(lengths, 2 * index);
        }
        payload.add(data);
        lengths[index] = data.remaining();
        positions.add(position.record(), position.sub());
        outcomes.add(outcome);
    }

    /// Closes the frame so that the next begins at a position.
    private void cut(Position next) {
        Frame closed = frame(rest.below(next));
        frames.add(closed);
        framesBytes += closed.payload().remaining() + closed.metadata().remaining();
        rest = rest.from(next);
        positions = new PositionRuns(next.offset(), 1);
        outcomes = new OutcomeTable();
    }

    private Frame frame(PositionRanges source) {
        MetadataWriter out = new MetadataWriter();
        out.put(ProcessedFrames.VERSION);
        out.put(outcomes.isPlain() ? ProcessedFrames.PLAIN : ProcessedFrames.WITH_OUTCOMES);
        out.instant(arrival);
        write(source, out);
        positions.write(out);
        if (!outcomes.isPlain()) {
            outcomes.write(out);
        }
        return new Frame(
                out.toBuffer(), Arrays.copyOf(lengths, positions.records()), payload.take());
    }

    private static void write(PositionRanges source, MetadataWriter out) {
        out.number(source.count());
        long offset = 0;
        for (PositionRange range : source.ranges()) {
            write(range.from(), offset, out);
            write(range.to(), range.from().offset(), out);
            offset = range.to().offset();
        }
    }

    private static void write(Position position, long baseOffset, MetadataWriter out) {
        out.number(position.offset() - baseOffset);
        out.number(position.record());
        out.number(position.sub());
    }
}
