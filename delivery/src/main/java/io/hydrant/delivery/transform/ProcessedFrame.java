package io.hydrant.delivery.transform;

import io.hydrant.delivery.ledger.Position;
import io.hydrant.delivery.ledger.PositionRanges;

import java.time.Instant;

/// A frame of the processed log: what processing made of records of one frame of a lane's source.
///
/// Records that were dropped are not in it, though their positions are. Valid as long as the stored
/// frame that it was read from.
public interface ProcessedFrame {
    /// The positions of the lane's source that the frame stands for, dropped records included.
    /// Those of the frames of one lane rise from frame to frame. Frames of the source of which all
    /// records were dropped belong to a neighbour in their batch.
    PositionRanges source();

    /// When the records arrived at the stream.
    Instant arrival();

    /// What became of record `index`. Frames where all are [Processed.Ok] without keys give the
    /// same object each time.
    Processed outcome(int index);

    /// Whether all records are delivered and none has keys.
    boolean isPlain();

    /// Where record `index` lay in the lane's source.
    Position position(int index);
}
