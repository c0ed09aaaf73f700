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
/// Held as it is encoded, so that a record among those of other objects takes about eight bytes:
/// per range six variable-length numbers: frames since the end of the range before, first record,
/// first sub-record, frames spanned, end record, end sub-record. In the ledger their count stands
/// before them.
public final class PositionRanges {
    private static final int RANGES_MAX = 1 << 24;

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
        Varint.write(out, count);
        out.write(encoded);
    }

    /// @throws IOException when what is there is no sorted set of positions
    static PositionRanges decode(DataInputStream in) throws IOException {
        long count = Varint.read(in);
        if (count > RANGES_MAX) {
            throw new IOException(count + " ranges of positions are more than " + RANGES_MAX);
        }
        Builder builder = new Builder();
        for (long i = 0; i < count; i++) {
            Position last = builder.to();
            Position from = position(in, last.offset());
            Position to = position(in, from.offset());
            if (!from.isBefore(to) || from.isBefore(last)) {
                throw new IOException(from + " to " + to + " does not follow " + last);
            }
            builder.add(from, to);
        }
        return builder.build();
    }

    private static Builder builderOf(List<PositionRange> ranges) {
        Builder builder = new Builder();
        ranges.forEach(range -> builder.add(range.from(), range.to()));
        builder.closeRange();
        return builder;
    }

    private static Position position(DataInputStream in, long baseOffset) throws IOException {
        long offset = baseOffset + Varint.read(in);
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
            Position from = position();
            Position to = position();
            return new PositionRange(from, to);
        }

        private Position position() {
            offset += number();
            int record = (int) number();
            return new Position(offset, record, (int) number());
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
            write(fromOffset - endOffset);
            write(fromRecord);
            write(fromSub);
            write(toOffset - fromOffset);
            write(toRecord);
            write(toSub);
            endOffset = toOffset;
            endRecord = toRecord;
            endSub = toSub;
            count++;
            fromOffset = toOffset;
            fromRecord = toRecord;
            fromSub = toSub;
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
