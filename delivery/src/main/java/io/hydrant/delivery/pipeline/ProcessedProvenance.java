package io.hydrant.delivery.pipeline;

import io.hydrant.delivery.ledger.Position;
import io.hydrant.delivery.partition.ErrorOutput;
import io.hydrant.delivery.source.Provenance;
import io.hydrant.delivery.transform.Processed;
import io.hydrant.delivery.transform.ProcessedFrame;
import io.hydrant.delivery.transform.ProcessedFrames;
import io.hydrant.streams.log.StoredFrame;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// What a frame of a processed log says of its records.
record ProcessedProvenance(ProcessedFrame frame) implements Provenance {
    /// @param log names where the frame lies, for messages
    ProcessedProvenance(StoredFrame stored, String log) {
        this(ProcessedFrames.read(stored, log));
    }

    @Override
    public Instant arrival() {
        return frame.arrival();
    }

    @Override
    public Position origin(int index) {
        return frame.position(index);
    }

    @Override
    public boolean isPlain() {
        return frame.isPlain();
    }

    @Override
    public Optional<ErrorOutput> errorOutput(int index) {
        return switch (frame.outcome(index)) {
            case Processed.Ok _ -> Optional.empty();
            case Processed.Failed failed -> Optional.of(failed.failure().output());
        };
    }

    @Override
    public Map<String, String> partitionKeys(int index) {
        return switch (frame.outcome(index)) {
            case Processed.Ok(Map<String, String> keys) -> keys;
            case Processed.Failed _ -> Map.of();
        };
    }
}
