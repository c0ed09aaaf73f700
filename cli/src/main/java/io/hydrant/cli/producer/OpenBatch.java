package io.hydrant.cli.producer;

import io.hydrant.cli.terminal.CommandFailed;

import java.util.ArrayList;
import java.util.List;

/// A batch that still grows, within the limits of where it goes. For one thread.
public final class OpenBatch {
    private final RecordDestination.BatchLimits limits;
    private List<OutgoingRecord> records = new ArrayList<>();
    private long bytes;

    public OpenBatch(RecordDestination.BatchLimits limits) {
        this.limits = limits;
    }

    public boolean isEmpty() {
        return records.isEmpty();
    }

    /// Whether one more record would break the limits.
    ///
    /// @throws CommandFailed if the record alone does
    public boolean isFullFor(OutgoingRecord next) {
        if (next.data().length > limits.recordBytes()) {
            throw new CommandFailed(
                    "a record of %,d bytes is longer than the %,d that are allowed; it begins: %s"
                            .formatted(
                                    next.data().length,
                                    limits.recordBytes(),
                                    RecordText.beginning(next.data())));
        }
        return records.size() == limits.records()
                || bytes + StreamDestination.bytes(next) > limits.bytes();
    }

    public void add(OutgoingRecord next) {
        records.add(next);
        bytes += StreamDestination.bytes(next);
    }

    /// What was collected; begins anew.
    public List<OutgoingRecord> take() {
        List<OutgoingRecord> taken = records;
        records = new ArrayList<>(taken.size());
        bytes = 0;
        return taken;
    }
}
