package io.hydrant.cli.producer;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// Takes batches into memory, until it is told to fail.
public final class FakeDestination implements RecordDestination {
    private final InstantSource clock;
    private final BatchLimits limits;
    private final List<Arrived> arrived = new ArrayList<>();
    private final List<Integer> batches = new ArrayList<>();
    private int batchesLeft = Integer.MAX_VALUE;

    /// @param at when the batch came
    public record Arrived(String text, String partitionKey, Instant at) {}

    public FakeDestination(InstantSource clock, BatchLimits limits) {
        this.clock = clock;
        this.limits = limits;
    }

    /// Fails at the batch after so many: as if the process was killed there.
    public FakeDestination failingAfter(int batchCount) {
        batchesLeft = batchCount;
        return this;
    }

    public synchronized List<Arrived> arrived() {
        return List.copyOf(arrived);
    }

    public synchronized List<String> texts() {
        return arrived.stream().map(Arrived::text).toList();
    }

    public synchronized List<Integer> batches() {
        return List.copyOf(batches);
    }

    @Override
    public String name() {
        return "stream fake";
    }

    @Override
    public BatchLimits limits() {
        return limits;
    }

    @Override
    public synchronized Sent send(List<OutgoingRecord> batch) {
        if (batchesLeft-- == 0) {
            throw new IllegalStateException("killed");
        }
        batches.add(batch.size());
        for (OutgoingRecord each : batch) {
            arrived.add(
                    new Arrived(
                            new String(each.data(), StandardCharsets.UTF_8),
                            each.partitionKey(),
                            clock.instant()));
        }
        return new Sent(batch.size(), StreamDestination.bytes(batch), 0);
    }
}
