package io.hydrant.delivery.ledger;

/// Names one record of a lane, or the boundary before it.
///
/// @param offset of the frame in the lane's log
/// @param record index in the frame
/// @param sub index among the sub-records that the record was split into; 0 for one that was not
public record Position(long offset, int record, int sub) implements Comparable<Position> {
    public static final Position START = new Position(0, 0, 0);

    /// The first record of a frame; also the boundary after the last one of the frame below.
    public static Position ofFrame(long offset) {
        return new Position(offset, 0, 0);
    }

    @Override
    public int compareTo(Position other) {
        int byOffset = Long.compare(offset, other.offset);
        if (byOffset != 0) {
            return byOffset;
        }
        int byRecord = Integer.compare(record, other.record);
        return byRecord != 0 ? byRecord : Integer.compare(sub, other.sub);
    }

    public boolean isBefore(Position other) {
        return compareTo(other) < 0;
    }
}
