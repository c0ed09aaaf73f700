package io.hydrant.delivery.ledger;

import io.hydrant.delivery.plan.DeliveryPlan;
import io.hydrant.delivery.plan.SubRecordRules;

import java.util.List;
import java.util.Map;

/// What the ledger writes down. How each looks in bytes: [LedgerCodec].
sealed interface LedgerEntry {
    /// An object will be uploaded.
    record Intended(Intent intent) implements LedgerEntry {}

    /// The object of this intent is in its store, or was given up after the retention time.
    record Committed(long intentNumber) implements LedgerEntry {}

    /// A track begins: records below the position do not concern it.
    record TrackBegun(Track track, Position from) implements LedgerEntry {}

    /// A version of the configuration, needed as long as an open intent was made by it.
    record Planned(DeliveryPlan plan) implements LedgerEntry {}

    /// These positions are done without being in an object: they expired before they were read, or
    /// there was nothing in them.
    record Passed(Track track, PositionRanges positions) implements LedgerEntry {}

    /// All that the entries before it amount to; they may be forgotten.
    ///
    /// @param progress per track: its watermark and what is done above it
    record Snapshot(
            long nextIntent,
            Map<Track, Progress> progress,
            List<DeliveryPlan> plans,
            List<Intent> open)
            implements LedgerEntry {}

    /// A piece of a snapshot that is too large for one frame. Only all of them together, one after
    /// the other, are a snapshot; until the last is there, what was before counts.
    ///
    /// @param index from 0
    /// @param part of the snapshot's bytes
    record SnapshotPart(int index, int count, byte[] part) implements LedgerEntry {}

    /// Records are taken apart by these rules from a frame on, whatever was said of later ones.
    record Divided(long fromOffset, SubRecordRules rules) implements LedgerEntry {}

    /// The lane's source has ended, and everything in it is done.
    record Finished() implements LedgerEntry {}

    /// @param done ranges above the watermark
    record Progress(Position watermark, PositionRanges done) {}
}
