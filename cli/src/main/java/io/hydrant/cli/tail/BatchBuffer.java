package io.hydrant.cli.tail;

import io.hydrant.cli.producer.OutgoingRecord;
import io.hydrant.cli.tail.agent.Flow.Buffering;
import io.hydrant.cli.tail.checkpoint.FileCheckpoint;
import io.hydrant.cli.tail.file.TrackedFile;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Collects a batch until it is full or old enough.
final class BatchBuffer {
    private final Buffering limits;
    private final Map<Long, TrackedFile> files = new LinkedHashMap<>();
    private List<OutgoingRecord> records = new ArrayList<>();
    private long bytes;
    private Optional<Instant> openedAt = Optional.empty();

    BatchBuffer(Buffering limits) {
        this.limits = limits;
    }

    /// Whether one more record fits; into an empty batch any does.
    boolean fits(OutgoingRecord record) {
        return records.isEmpty()
                || records.size() < limits.maxRecords()
                        && bytes + RecordPreparation.bytes(record) <= limits.maxBytes();
    }

    void add(OutgoingRecord record) {
        records.add(record);
        bytes += RecordPreparation.bytes(record);
    }

    /// A file was read further, whether or not that made a record.
    void advanced(TrackedFile file, Instant now) {
        files.put(file.number(), file);
        openedAt = openedAt.or(() -> Optional.of(now));
    }

    boolean isEmpty() {
        return files.isEmpty();
    }

    boolean full() {
        return records.size() >= limits.maxRecords() || bytes >= limits.maxBytes();
    }

    /// How long it may still wait; longest when there is nothing to wait with.
    Duration patience(Instant now) {
        return openedAt.map(opened -> Duration.between(now, opened.plus(limits.maxAge())))
                .orElse(limits.maxAge());
    }

    Batch close(Instant now) throws IOException {
        List<FileCheckpoint> checkpoints = new ArrayList<>();
        for (TrackedFile file : files.values()) {
            file.fingerprint();
            checkpoints.add(checkpoint(file, now));
        }
        Batch batch = new Batch(records, checkpoints);
        records = new ArrayList<>();
        files.clear();
        bytes = 0;
        openedAt = Optional.empty();
        return batch;
    }

    static FileCheckpoint checkpoint(TrackedFile file, Instant now) {
        return new FileCheckpoint(file.number(), file.key(), file.path(), file.position(), now);
    }
}
