package io.hydrant.streams.api;

import io.hydrant.kernel.error.HydrantException;
import io.hydrant.streams.intake.IncomingRecords;
import io.hydrant.streams.intake.Portion;
import io.hydrant.streams.intake.PutOutcome;
import io.hydrant.streams.intake.RecordIntake;
import io.hydrant.streams.shard.WritableStream;

/// What both puts do with their records once they are read: check, keep, count. Safe for use by
/// many threads.
final class RecordWriting {
    private final DataPlane plane;
    private final RecordIntake intake;

    RecordWriting(DataPlane plane, RecordIntake intake) {
        this.plane = plane;
        this.intake = intake;
    }

    /// @throws io.hydrant.streams.log.LogException when nothing could be kept; what failed only in
    ///   part is told in the outcome
    PutOutcome put(WritableStream stream, IncomingRecords records) {
        PutBounds.require(records, stream);
        StreamMeters.Meters counted = plane.meters().of(stream.id());
        counted.puts().add(1);
        try {
            PutOutcome outcome = intake.put(stream, records);
            count(outcome, records, counted);
            if (outcome.totalFailure().isPresent()) {
                throw outcome.totalFailure().get();
            }
            return outcome;
        } catch (HydrantException e) {
            // deleted while this put was under way: say so rather than what the log met
            plane.writable().apply(stream.id());
            throw e;
        }
    }

    private static void count(
            PutOutcome outcome, IncomingRecords records, StreamMeters.Meters counted) {
        int throttled = 0;
        int kept = 0;
        long keptBytes = 0;
        for (int record = 0; record < records.count(); record++) {
            switch (outcome.portions().get(outcome.portionOf(record))) {
                case Portion.Kept _ -> {
                    kept++;
                    keptBytes += records.recordBytes(record);
                }
                case Portion.Throttled _ -> throttled++;
                case Portion.Failed _ -> {}
            }
        }
        counted.recordsIn().add(kept);
        counted.bytesIn().add(keptBytes);
        counted.throttledRecords().add(throttled);
        counted.failedRecords().add(records.count() - kept - throttled);
    }
}
