package io.hydrant.delivery.ledger;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// A sorted set of positions as ranges that neither overlap nor touch. Immutable.
///
/// Encoded as: count, then per range six variable-length numbers: frames since the end of the range
/// before, first record, first sub-record, frames spanned, end record, end sub-record.
public record PositionRanges(List<PositionRange> ranges) {
    private static final int RANGES_MAX = 1 << 22;

    public PositionRanges {
        ranges = List.copyOf(ranges);
    }

    public boolean isEmpty() {
        return ranges.isEmpty();
    }

    public Position first() {
        return ranges.getFirst().from();
    }

    public Position end() {
        return ranges.getLast().to();
    }

    /// Those below a boundary.
    public PositionRanges below(Position boundary) {
        Builder below = new Builder();
        for (PositionRange range : ranges) {
            if (range.from().isBefore(boundary)) {
                Position to = range.to().isBefore(boundary) ? range.to() : boundary;
                below.add(range.from(), to);
            }
        }
        return below.build();
    }

    /// Those at or above a boundary.
    public PositionRanges from(Position boundary) {
        Builder above = new Builder();
        for (PositionRange range : ranges) {
            if (boundary.isBefore(range.to())) {
                Position from = range.from().isBefore(boundary) ? boundary : range.from();
                above.add(from, range.to());
            }
        }
        return above.build();
    }

    void encode(DataOutputStream out) throws IOException {
        Varint.write(out, ranges.size());
        long offset = 0;
        for (PositionRange range : ranges) {
            Varint.write(out, range.from().offset() - offset);
            Varint.write(out, range.from().record());
            Varint.write(out, range.from().sub());
            Varint.write(out, range.to().offset() - range.from().offset());
            Varint.write(out, range.to().record());
            Varint.write(out, range.to().sub());
            offset = range.to().offset();
        }
    }

    static PositionRanges decode(DataInputStream in) throws IOException {
        int count = (int) Math.min(Varint.read(in), RANGES_MAX);
        List<PositionRange> ranges = new ArrayList<>(Math.min(count, 1024));
        long offset = 0;
        for (int i = 0; i < count; i++) {
            Position from = position(in, offset);
            Position to = position(in, from.offset());
            ranges.add(new PositionRange(from, to));
            offset = to.offset();
        }
        return new PositionRanges(ranges);
    }

    private static Position position(DataInputStream in, long baseOffset) throws IOException {
        long offset = baseOffset + Varint.read(in);
        int record = (int) Varint.read(in);
        return new Position(offset, record, (int) Varint.read(in));
    }

    /// Collects ranges in rising order, joining those that touch. For one thread.
    public static final class Builder {
        private final List<PositionRange> ranges = new ArrayList<>();
        private Position from = Position.START;
        private Position to = Position.START;

        public Builder add(Position nextFrom, Position nextTo) {
            if (to.equals(nextFrom) && from.isBefore(to)) {
                to = nextTo;
                return this;
            }
            closeRange();
            from = nextFrom;
            to = nextTo;
            return this;
        }

        public PositionRanges build() {
            closeRange();
            from = to;
            return new PositionRanges(ranges);
        }

        private void closeRange() {
            if (from.isBefore(to)) {
                ranges.add(new PositionRange(from, to));
            }
        }
    }
}
