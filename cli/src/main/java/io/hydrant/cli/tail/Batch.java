package io.hydrant.cli.tail;

import io.hydrant.cli.producer.OutgoingRecord;
import io.hydrant.cli.tail.checkpoint.FileCheckpoint;

import java.util.List;

/// Records to send together, and how far their files are once that is acknowledged.
///
/// @param records may be none, when all that was read is left out
public record Batch(List<OutgoingRecord> records, List<FileCheckpoint> checkpoints) {
    public Batch {
        records = List.copyOf(records);
        checkpoints = List.copyOf(checkpoints);
    }
}
