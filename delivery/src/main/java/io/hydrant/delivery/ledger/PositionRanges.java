package io.hydrant.delivery.ledger;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/// A sorted set of positions as ranges that neither overlap nor touch. Immutable.
///
/// Held as it is encoded, so that a record among those of other objects takes about three bytes.
/// All numbers are of variable length:
///
/// ```
/// range    = one | many
/// one      = 2 * skipped, record: a whole record
/// many     = 2 * skipped + 1, record, sub-record, frames spanned, end record, end sub-record
/// skipped  = frames since the end of the range before
/// in the ledger: 2^25 + number of ranges, ranges
/// of few ranges: number of ranges, ranges { skipped, and as in many }
/// ```
///
/// Few ranges are written as all were before there were partitions.
public final class PositionRanges {
    private static final int RANGES_MAX = 1 << 24;

    /// Added to the number of ranges that are written as they are held.
    private static final int AS_HELD = 1 << 25;

    private static final int FEW = 8;

    private final int count;
    private final byte[] encoded;
    private final Position first;
    private final Position end;

    /// @param ranges sorted, neither overlapping nor touching
    public PositionRanges(List<PositionRange> ranges) {
        this(builderOf(ranges));
    }

    private PositionRanges(Builder builder) {
        this.count = builder.count;
        this.encoded = Arrays.copyOf(builder.bytes, builder.used);
        this.first = builder.first;
        this.end = builder.end();
    }

    /// In rising order. Those met do not stay in memory.
    public Iterable<PositionRange> ranges() {
        return Cursor::new;
    }

    /// How many ranges there are.
    public int count() {
        return count;
    }

    public boolean isEmpty() {
        return count == 0;
    }

    /// Memory that they take, and room in the ledger.
    public int bytes() {
        return encoded.length;
    }

    /// @throws NoSuchElementException when there is none
    public Position first() {
        requireSome();
        return first;
    }

    /// @throws NoSuchElementException when there is none
    public Position end() {
        requireSome();
        return end;
    }

    /// Those below a boundary.
    public PositionRanges below(Position boundary) {
        Builder below = new Builder();
        for (PositionRange range : ranges()) {
            if (!range.from().isBefore(boundary)) {
                break;
            }
            below.add(range.from(), range.to().isBefore(boundary) ? range.to() : boundary);
        }
        return below.build();
    }

    /// Those at or above a boundary.
    public PositionRanges from(Position boundary) {
        Builder above = new Builder();
        for (PositionRange range : ranges()) {
            if (boundary.isBefore(range.to())) {
                Position from = range.from().isBefore(boundary) ? boundary : range.from();
                above.add(from, range.to());
            }
        }
        return above.build();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PositionRanges that
                && count == that.count
                && Arrays.equals(encoded, that.encoded);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(encoded);
    }

    @Override
    public String toString() {
        return isEmpty()
                ? "no positions"
                : "%d ranges of positions from %s to %s".formatted(count, first, end);
    }

    void encode(DataOutputStream out) throws IOException {
        if (count > FEW) {
            Varint.write(out, AS_HELD + (long) count);
            out.write(encoded);
            return;
        }
        Varint.write(out, count);
        long end = 0;
        for (PositionRange range : ranges()) {
            write(out, range.from(), end);
            write(out, range.to(), range.from().offset());
            end = range.to().offset();
        }
    }

    /// @throws IOException when what is there is no sorted set of positions
    static PositionRanges decode(DataInputStream in) throws IOException {
        long number = Varint.read(in);
        boolean few = number < AS_HELD;
        long count = few ? number : number - AS_HELD;
        if (count > RANGES_MAX) {
            throw new IOException(count + " ranges of positions are more than " + RANGES_MAX);
        }
        Builder builder = new Builder();
        for (long i = 0; i < count; i++) {
            Position last = builder.to();
            long head = Varint.read(in);
            Position from;
            Position to;
            if (!few && (head & 1) == 0) {
                from = new Position(last.offset() + (head >>> 1), (int) Varint.read(in), 0);
                to = new Position(from.offset(), from.record() + 1, 0);
            } else {
                long skipped = few ? head : head >>> 1;
                from = position(in, last.offset() + skipped);
                to = position(in, from.offset() + Varint.read(in));
            }
            if (!from.isBefore(to) || from.isBefore(last)) {
                throw new IOException(from + " to " + to + " does not follow " + last);
            }
            builder.add(from, to);
        }
        return builder.build();
    }

    private static void write(DataOutputStream out, Position position, long baseOffset)
            throws IOException {
        Varint.write(out, position.offset() - baseOffset);
        Varint.write(out, position.record());
        Varint.write(out, position.sub());
    }

    private static Builder builderOf(List<PositionRange> ranges) {
        Builder builder = new Builder();
        ranges.forEach(range -> builder.add(range.from(), range.to()));
        builder.closeRange();
        return builder;
    }

    private static Position position(DataInputStream in, long offset) throws IOException {
        int record = (int) Varint.read(in);
        return new Position(offset, record, (int) Varint.read(in));
    }

    private void requireSome() {
        if (isEmpty()) {
            throw new NoSuchElementException("there are no positions");
        }
    }

    /// Reads one range after the other.
    private final class Cursor implements Iterator<PositionRange> {
        private int at;
        private long offset;

        @Override
        public boolean hasNext() {
            return at < encoded.length;
        }

        @Override
        public PositionRange next() {
            if (!hasNext()) {
                throw new NoSuchElementException("there are only " + count + " ranges");
            }
            long head = number();
            offset += head >>> 1;
            int record = (int) number();
            if ((head & 1) == 0) {
                return new PositionRange(
                        new Position(offset, record, 0), new Position(offset, record + 1, 0));
            }
            Position from = new Position(offset, record, (int) number());
            offset += number();
            int endRecord = (int) number();
            return new PositionRange(from, new Position(offset, endRecord, (int) number()));
        }

        private long number() {
            long value = 0;
            for (int shift = 0; ; shift += 7) {
                byte next = encoded[at++];
                value |= (long) (next & 0x7F) << shift;
                if (next >= 0) {
                    return value;
                }
            }
        }
    }

    /// Collects ranges in rising order, joining those that touch. For one thread.
    public static final class Builder {
        private static final int NUMBER_BYTES_MAX = 9;
        private static final int RANGE_BYTES_MAX = 6 * NUMBER_BYTES_MAX;
        private static final byte[] NONE = new byte[0];

        private byte[] bytes = NONE;
        private int used;
        private int count;
        private Position first = Position.START;

        // Numbers instead of positions: thousands of builders take turns, and each object that
        // has to be looked at then is one more that no cache holds.

        /// The end of the last range that is closed.
        private long endOffset;

        private int endRecord;
        private int endSub;

        /// The range that may still grow; empty when there is none.
        private long fromOffset;

        private int fromRecord;
        private int fromSub;
        private long toOffset;
        private int toRecord;
        private int toSub;

        /// Adds a range; one that is empty adds nothing.
        public Builder add(Position nextFrom, Position nextTo) {
            boolean touches =
                    toOffset == nextFrom.offset()
                            && toRecord == nextFrom.record()
                            && toSub == nextFrom.sub();
            if (!touches || !isOpen()) {
                closeRange();
                fromOffset = nextFrom.offset();
                fromRecord = nextFrom.record();
                fromSub = nextFrom.sub();
            }
            toOffset = nextTo.offset();
            toRecord = nextTo.record();
            toSub = nextTo.sub();
            return this;
        }

        /// Looks at what [#add] touches, and changes nothing. What it returns means nothing.
        public int look() {
            return (int) toOffset + used;
        }

        /// Looks at where the next range will lie; as [#look].
        public int lookAtEnd() {
            return used < bytes.length ? bytes[used] : 0;
        }

        /// Memory that the ranges take.
        public int bytes() {
            return bytes.length;
        }

        /// How many ranges there are.
        public int ranges() {
            return isOpen() ? count + 1 : count;
        }

        /// What was collected so far; more may be added.
        public PositionRanges build() {
            Builder closed = new Builder();
            closed.bytes = Arrays.copyOf(bytes, used + RANGE_BYTES_MAX);
            closed.used = used;
            closed.count = count;
            closed.first = first;
            closed.endOffset = endOffset;
            closed.endRecord = endRecord;
            closed.endSub = endSub;
            closed.add(from(), to());
            closed.closeRange();
            return new PositionRanges(closed);
        }

        /// Where the range that may still grow begins.
        private Position from() {
            return new Position(fromOffset, fromRecord, fromSub);
        }

        /// Where the last range ends.
        private Position to() {
            return new Position(toOffset, toRecord, toSub);
        }

        private Position end() {
            return new Position(endOffset, endRecord, endSub);
        }

        private boolean isOpen() {
            if (fromOffset != toOffset) {
                return fromOffset < toOffset;
            }
            return fromRecord != toRecord ? fromRecord < toRecord : fromSub < toSub;
        }

        private void closeRange() {
            if (!isOpen()) {
                return;
            }
            if (bytes.length - used < RANGE_BYTES_MAX) {
                bytes = Arrays.copyOf(bytes, used + (used >> 1) + RANGE_BYTES_MAX);
            }
            first = count == 0 ? from() : first;
            writeRange();
            endOffset = toOffset;
            endRecord = toRecord;
            endSub = toSub;
            count++;
            fromOffset = toOffset;
            fromRecord = toRecord;
            fromSub = toSub;
        }

        private void writeRange() {
            long skipped = fromOffset - endOffset;
            boolean one = toOffset == fromOffset && toRecord == fromRecord + 1;
            if (one && fromSub == 0 && toSub == 0) {
                write(skipped << 1);
                write(fromRecord);
                return;
            }
            write(skipped << 1 | 1);
            write(fromRecord);
            write(fromSub);
            write(toOffset - fromOffset);
            write(toRecord);
            write(toSub);
        }

        private void write(long number) {
            long rest = number;
            while (rest > 0x7F) {
                bytes[used++] = (byte) (rest & 0x7F | 0x80);
                rest >>>= 7;
            }
            bytes[used++] = (byte) rest;
        }
    }
}
