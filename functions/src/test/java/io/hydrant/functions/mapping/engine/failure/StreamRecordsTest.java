package io.hydrant.functions.mapping.engine.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.kernel.name.AccountId;
import io.hydrant.kernel.name.Region;
import io.hydrant.streams.log.FrameReader;
import io.hydrant.streams.log.LogFull;
import io.hydrant.streams.log.MemoryLog;
import io.hydrant.streams.log.StoredFrame;
import io.hydrant.streams.shard.DataStreamId;
import io.hydrant.streams.shard.DataStreamNotFound;
import io.hydrant.streams.shard.MemoryStreams;
import io.hydrant.streams.shard.Shard;
import io.hydrant.streams.shard.ShardFrame;
import io.hydrant.streams.shard.ShardId;
import io.hydrant.testkit.SimulatedClock;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;

class StreamRecordsTest {
    private final SimulatedClock clock = SimulatedClock.at("2026-01-01T00:00:00Z");
    private final DataStreamId id =
            new DataStreamId(new AccountId("111122223333"), new Region("eu-west-1"), "failures");
    private final MemoryLog log = new MemoryLog(clock);
    private final MemoryStreams streams = new MemoryStreams(log, clock);
    private final StreamRecords records = new StreamRecords(streams::stream);

    @Test
    void putsARecordIntoTheOpenShardOfItsKeyThoughOneIsBeingSplit() {
        MemoryStreams.Stream stream = streams.create(id, 1);
        stream.beforeNextAppend(() -> stream.split(new ShardId(0)));
        records.put(
                id.toString(), "u-1/shardId-000000000007", "{}".getBytes(StandardCharsets.UTF_8));

        Shard child =
                stream.openShards().stream()
                        .filter(shard -> shard.log().endOffset() == 1)
                        .findFirst()
                        .orElseThrow();
        try (FrameReader reader = child.log().reader(0)) {
            StoredFrame frame = reader.next().orElseThrow();
            assertThat(StandardCharsets.UTF_8.decode(frame.payload()).toString()).isEqualTo("{}");
            assertThat(
                            StandardCharsets.UTF_8
                                    .decode(ShardFrame.of(frame).partitionKey(0))
                                    .toString())
                    .isEqualTo("u-1/shardId-000000000007");
        }
    }

    @Test
    void saysWhatKeepsItFromPutting() {
        assertThatThrownBy(() -> records.put(id.toString(), "k", new byte[1]))
                .isInstanceOf(DataStreamNotFound.class);
        streams.create(id, 1);
        log.refuse(_ -> true);
        assertThatThrownBy(() -> records.put(id.toString(), "k", new byte[1]))
                .isInstanceOf(LogFull.class);
    }
}
