package io.hydrant.delivery.ledger;

import io.hydrant.kernel.error.InvalidArgument;

/// All positions from one (inclusive) to another (exclusive).
///
/// The end is the position of the next record there is: after the last record of frame 7 it is
/// frame 8's first position. So ranges that touch have equal boundaries.
public record PositionRange(Position from, Position to) {
    public PositionRange {
        if (!from.isBefore(to)) {
            throw new InvalidArgument("a range must not be empty but was " + from + " to " + to);
        }
    }

    public boolean contains(Position position) {
        return !position.isBefore(from) && position.isBefore(to);
    }
}
