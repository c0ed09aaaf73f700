package io.hydrant.delivery.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.delivery.source.ShardKey;
import io.hydrant.streams.log.MemoryLog;
import io.hydrant.streams.log.PartitionName;
import io.hydrant.streams.log.StreamLog.Purpose;
import io.hydrant.streams.shard.ShardId;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.time.InstantSource;

class StreamPartitionsTest {
    private final MemoryLog log = new MemoryLog(InstantSource.system());
    private final StreamPartitions partitions = new StreamPartitions(Plans.STREAM);
    private final ShardKey shard = new ShardKey(Instant.EPOCH, new ShardId(3));

    @BeforeEach
    void open() {
        open(partitions.lane());
        open(partitions.ledger());
        open(partitions.processed().log());
        open(partitions.processed().ledger());
        open(partitions.ledger(shard));
        open(partitions.processed(shard).log());
        open(partitions.processed(shard).ledger());
    }

    @Test
    void removesAllThatBelongsToAStream() {
        partitions.delete(log);
        assertThat(log.partitions()).isEmpty();
    }

    @Test
    void removesAllThatBelongsToAShard() {
        partitions.delete(shard, log);
        assertThat(log.partitions()).hasSize(4);
        assertThat(partitions.shards(log)).isEmpty();
    }

    @Test
    void takesNothingButLedgersForShards() {
        assertThat(partitions.shards(log)).containsExactly(shard);
    }

    @Test
    void tellsWhatFunctionsMadeFromOtherPartitions() {
        assertThat(StreamPartitions.isProcessed(partitions.processed().log())).isTrue();
        assertThat(StreamPartitions.isProcessed(partitions.processed(shard).log())).isTrue();
        assertThat(StreamPartitions.isProcessed(partitions.ledger(shard))).isFalse();
        assertThat(StreamPartitions.isProcessed(new PartitionName("kinesis/a/processed-0")))
                .isFalse();
    }

    private void open(PartitionName name) {
        log.partition(name, Purpose.BOOKKEEPING);
    }
}
