package io.hydrant.delivery.transform;

import io.hydrant.delivery.ledger.Position;
import io.hydrant.delivery.ledger.PositionRange;
import io.hydrant.delivery.ledger.PositionRanges;
import io.hydrant.delivery.partition.ErrorOutput;
import io.hydrant.streams.log.LogFailed;
import io.hydrant.streams.log.StoredFrame;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Reads the frames of processed logs, as [ProcessedFrameWriter] makes them. Records are as they
/// are delivered, those that failed as they were before they were processed. The metadata:
///
/// ```
/// version   1 byte    1
/// shape     1 byte    0: all records are delivered, without keys; 1: outcomes follow
/// arrival   seconds, nanoseconds
/// source    count of ranges, then per range: frames since the end of the range before, record,
///           sub-record, frames spanned, end record, end sub-record
/// offset    of the frame of the source that the records lay in
/// positions count of runs, then per run: 2 * records + 1 if they are sub-records of one record,
///           else 2 * records; record, less that of the position before; sub-record
/// texts     count, then per text: length, UTF-8
/// outcomes  count, then per outcome
///           delivered: 0, count of keys, per key the numbers of its texts: name, value
///           failed:    1, numbers of the texts folder, code, message, function; attempts;
///                      seconds, nanoseconds
/// records   until all have one: count of records, number of their outcome
/// ```
///
/// `texts` and what follows is not there where all is delivered without keys. All numbers are of
/// variable length.
public final class ProcessedFrames {
    static final int VERSION = 1;
    static final int PLAIN = 0;
    static final int WITH_OUTCOMES = 1;
    static final int OK = 0;
    static final int FAILED = 1;
    private static final long OFFSET_MAX = (1L << 49) - 1;

    private final MetadataReader in;
    private final StoredFrame frame;

    private ProcessedFrames(StoredFrame frame, String log) {
        this.in = new MetadataReader(frame, log);
        this.frame = frame;
    }

    /// @param log names where the frame lies, for messages
    /// @throws LogFailed when its metadata is not that of a processed frame
    public static ProcessedFrame read(StoredFrame frame, String log) {
        return new ProcessedFrames(frame, log).read();
    }

    private ProcessedFrame read() {
        int version = in.next();
        if (version != VERSION) {
            throw in.damaged("it has version " + version);
        }
        int shape = in.next();
        if (shape != PLAIN && shape != WITH_OUTCOMES) {
            throw in.damaged("it has shape " + shape);
        }
        Instant arrival = in.instant();
        PositionRanges source = ranges();
        PositionRuns positions = positions(source);
        Outcomes outcomes = shape == PLAIN ? Outcomes.PLAIN : outcomes();
        in.end();
        return new Decoded(source, arrival, positions, outcomes);
    }

    private PositionRanges ranges() {
        int count = in.count("count of ranges");
        if (count == 0) {
            throw in.damaged("it stands for no position");
        }
        List<PositionRange> ranges = new ArrayList<>(count);
        Position end = Position.START;
        for (int i = 0; i < count; i++) {
            Position from = position(end.offset());
            Position to = position(from.offset());
            if (i > 0 && !end.isBefore(from) || !from.isBefore(to)) {
                throw in.damaged("range " + i + " does not rise");
            }
            ranges.add(new PositionRange(from, to));
            end = to;
        }
        return new PositionRanges(ranges);
    }

    private Position position(long baseOffset) {
        long distance = in.number();
        if (distance < 0 || distance > OFFSET_MAX - baseOffset) {
            throw in.damaged("a range is out of bounds");
        }
        return new Position(baseOffset + distance, index("record"), index("sub-record"));
    }

    private int index(String what) {
        return in.number(Integer.MAX_VALUE - 1, what);
    }

    private PositionRuns positions(PositionRanges source) {
        long offset = in.number();
        int count = in.count("count of runs");
        PositionRuns runs = new PositionRuns(offset, count);
        Position last = new Position(offset, 0, -1);
        for (int i = 0; i < count; i++) {
            long head = in.number();
            long records = head >>> 1;
            if (records < 1 || records > frame.recordCount() - runs.records()) {
                throw in.damaged("run " + i + " has " + records + " records");
            }
            long record = (long) last.record() + index("record");
            int sub = index("sub-record");
            if (record + records + sub > Integer.MAX_VALUE) {
                throw in.damaged("run " + i + " is out of bounds");
            }
            boolean within = (head & 1) != 0;
            if (!within && sub > 0 && records > 1
                    || !last.isBefore(new Position(offset, (int) record, sub))) {
                throw in.damaged("run " + i + " does not rise");
            }
            runs.add((int) records, within, (int) record, sub);
            last = runs.position(runs.records() - 1);
        }
        if (runs.records() != frame.recordCount()) {
            throw in.damaged(
                    "it has "
                            + runs.records()
                            + " positions but the frame "
                            + frame.recordCount()
                            + " records");
        }
        if (runs.position(0).isBefore(source.first()) || !last.isBefore(source.end())) {
            throw in.damaged("its records are not in its source " + source);
        }
        return runs;
    }

    private Outcomes outcomes() {
        String[] texts = new String[in.count("count of texts")];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = in.text();
        }
        Processed[] distinct = new Processed[in.number(frame.recordCount(), "count of outcomes")];
        for (int i = 0; i < distinct.length; i++) {
            distinct[i] = outcome(texts);
        }
        short[] numbers = new short[frame.recordCount()];
        for (int record = 0; record < numbers.length; ) {
            int count = in.number(numbers.length - record, "count of records");
            int number = in.number(distinct.length - 1, "number of an outcome");
            if (count == 0) {
                throw in.damaged("an outcome is of no record");
            }
            Arrays.fill(numbers, record, record + count, (short) number);
            record += count;
        }
        return new Outcomes(distinct, numbers);
    }

    private Processed outcome(String[] texts) {
        int kind = in.next();
        return switch (kind) {
            case OK -> ok(texts);
            case FAILED -> failed(texts);
            default -> throw in.damaged("an outcome is of kind " + kind);
        };
    }

    private Processed ok(String[] texts) {
        int count = in.count("count of keys");
        if (count == 0) {
            return Processed.Ok.WITHOUT_KEYS;
        }
        Map<String, String> keys = HashMap.newHashMap(count);
        for (int i = 0; i < count; i++) {
            keys.put(text(texts), text(texts));
        }
        return new Processed.Ok(keys);
    }

    private Processed failed(String[] texts) {
        String folder = text(texts);
        for (ErrorOutput output : ErrorOutput.values()) {
            if (output.folder().equals(folder)) {
                String code = text(texts);
                String message = text(texts);
                String function = text(texts);
                int attempts = index("count of attempts");
                return new Processed.Failed(
                        new Failure(output, code, message, attempts, in.instant(), function));
            }
        }
        throw in.damaged("there is no error output '" + folder + "'");
    }

    private String text(String[] texts) {
        return texts[in.number(texts.length - 1, "number of a text")];
    }

    /// @param numbers per record the one of its outcome among those distinct
    private record Outcomes(Processed[] distinct, short[] numbers) {
        static final Outcomes PLAIN = new Outcomes(new Processed[0], new short[0]);

        Processed of(int record) {
            return numbers.length == 0 ? Processed.Ok.WITHOUT_KEYS : distinct[numbers[record]];
        }
    }

    private record Decoded(
            PositionRanges source, Instant arrival, PositionRuns positions, Outcomes outcomes)
            implements ProcessedFrame {
        @Override
        public Processed outcome(int index) {
            Objects.checkIndex(index, positions.records());
            return outcomes.of(index);
        }

        @Override
        public boolean isPlain() {
            return outcomes == Outcomes.PLAIN;
        }

        @Override
        public Position position(int index) {
            Objects.checkIndex(index, positions.records());
            return positions.position(index);
        }
    }
}
