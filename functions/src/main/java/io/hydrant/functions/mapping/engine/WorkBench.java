package io.hydrant.functions.mapping.engine;

import io.hydrant.functions.mapping.Mapping;
import io.hydrant.functions.mapping.engine.batch.EventFormat;
import io.hydrant.functions.mapping.engine.batch.ShardScan;
import io.hydrant.functions.mapping.engine.position.MappingLedger;
import io.hydrant.streams.log.LogPartition;
import io.hydrant.streams.log.PartitionName;
import io.hydrant.streams.log.StreamLog.Purpose;
import io.hydrant.streams.shard.Shard;
import io.hydrant.streams.shard.ShardDirectory;

import java.time.InstantSource;
import java.util.SplittableRandom;
import java.util.UUID;

/// Makes what mappings work with. Safe for use by many threads.
final class WorkBench {
    /// Places of records that large batches remember: 48 bytes each.
    private static final int SPANS_MAX = 1 << 20;

    private static final String PREFIX = "mappings/";

    private final MappingSurroundings around;
    private final MemoryBudget memory;
    private final SpanBudget spans = new SpanBudget(SPANS_MAX);

    WorkBench(MappingSurroundings around) {
        this.around = around;
        this.memory = new MemoryBudget(around.memoryBytes());
    }

    /// Where the positions of a mapping are kept.
    static PartitionName partition(String uuid) {
        return new PartitionName(PREFIX + uuid);
    }

    /// Whether a partition belongs to a mapping.
    static boolean isLedger(PartitionName name) {
        return name.value().startsWith(PREFIX);
    }

    ShardDirectory directory() {
        return around.shards();
    }

    InstantSource clock() {
        return around.clock();
    }

    long memoryInUse() {
        return memory.bytesInUse();
    }

    MappingLedger ledger(String uuid) {
        LogPartition partition = around.log().partition(partition(uuid), Purpose.BOOKKEEPING);
        return MappingLedger.open(partition);
    }

    /// @param wake to be called when the work should be stepped soon
    ShardWork work(ShardPositions positions, Terms terms, MappingReport report, Runnable wake) {
        Shard shard = positions.shard();
        ErrandThreads errands = new ErrandThreads(around.executor(), around.functions(), wake);
        LaneSurroundings lanes =
                new LaneSurroundings(
                        positions,
                        new FailureRules(
                                shard,
                                new Backoff(new SplittableRandom()),
                                () -> UUID.randomUUID().toString()),
                        errands,
                        memory,
                        spans,
                        report,
                        wake);
        ShardWork work =
                new ShardWork(
                        positions,
                        terms,
                        (number, mapping) -> new Lane(number, scan(shard, mapping), lanes));
        errands.reportTo(work);
        return work;
    }

    private static ShardScan scan(Shard shard, Mapping mapping) {
        EventFormat.Origin origin =
                new EventFormat.Origin(
                        mapping.consumerArn().orElseGet(() -> mapping.stream().toString()),
                        mapping.invoker(),
                        mapping.stream().region().value());
        return new ShardScan(shard, new EventFormat(shard, origin));
    }
}
