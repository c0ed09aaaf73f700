package io.hydrant.delivery.source;

import io.hydrant.delivery.ledger.Position;
import io.hydrant.delivery.plan.SubRecordRules;
import io.hydrant.streams.log.FrameReader;
import io.hydrant.streams.log.LogPartition.Extent;
import io.hydrant.streams.log.StoredFrame;
import io.hydrant.streams.shard.SequenceNumber;

import java.time.Instant;
import java.util.Optional;

/// What a lane reads. Safe for use by many threads; each reader is for one.
///
/// Methods that read throw [io.hydrant.streams.log.LogFailed] when what they need is not there.
public interface LaneSource {
    /// For messages.
    String name();

    /// Whether there will be more.
    State state();

    /// Where a lane begins that has no ledger yet. The same whenever it is asked.
    Position start();

    /// Frames below it count as gone, undelivered or not.
    long horizonOffset();

    /// Frames below it are really gone: they cannot be read any more.
    long firstOffset();

    long endOffset();

    /// How much lies from this frame (inclusive) to the end; only what is still there.
    Extent extentFrom(long offset);

    FrameReader reader(long fromOffset);

    /// The records of a frame that are delivered. Valid as long as the frame.
    SplitFrame split(StoredFrame frame);

    /// The number of a record as error objects show it; the same for all user records of an
    /// aggregate.
    ///
    /// @param arrival of its frame
    SequenceNumber sequenceNumber(Position position, Instant arrival);

    /// What a data stream knows of the records of a frame; empty when they came from none.
    ///
    /// @param frame as [#split(StoredFrame)] gave it
    default Optional<ShardRecords> shardRecords(SplitFrame frame) {
        return Optional.empty();
    }

    /// From this frame on records are taken apart by these rules, whatever was said of later ones.
    default void divide(long fromOffset, SubRecordRules rules) {
        throw new IllegalStateException(name() + " takes no records apart by " + rules);
    }

    /// The same records before they are taken apart.
    default LaneSource undivided() {
        return this;
    }

    /// Everything below is delivered.
    void deliveredBelow(long offset);

    /// What may still come.
    enum State {
        /// More frames may come.
        GROWING,
        /// All there will ever be lies below the end; asked before the end is looked at.
        ENDED,
        /// It is not there any more, nor are its frames.
        GONE
    }
}
