package io.hydrant.delivery.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;

/// Tells tests what a frame of a ledger says.
public final class LedgerFrames {
    /// What an entry is.
    public enum Kind {
        INTENT,
        COMMIT,
        TRACK,
        PLAN,
        PASSED,
        SNAPSHOT,
        /// Not the last one.
        SNAPSHOT_PART,
        FINISHED,
        DIVISION
    }

    private LedgerFrames() {}

    /// @param entry as it stands in the log
    public static Kind kind(byte[] entry) {
        try {
            return switch (LedgerCodec.decode(entry)) {
                case LedgerEntry.Intended _ -> Kind.INTENT;
                case LedgerEntry.Committed _ -> Kind.COMMIT;
                case LedgerEntry.TrackBegun _ -> Kind.TRACK;
                case LedgerEntry.Planned _ -> Kind.PLAN;
                case LedgerEntry.Passed _ -> Kind.PASSED;
                case LedgerEntry.Snapshot _ -> Kind.SNAPSHOT;
                case LedgerEntry.SnapshotPart part ->
                        part.index() + 1 < part.count() ? Kind.SNAPSHOT_PART : Kind.SNAPSHOT;
                case LedgerEntry.Finished _ -> Kind.FINISHED;
                case LedgerEntry.Divided _ -> Kind.DIVISION;
            };
        } catch (IOException e) {
            throw new UncheckedIOException("a ledger holds what it cannot read", e);
        }
    }
}
