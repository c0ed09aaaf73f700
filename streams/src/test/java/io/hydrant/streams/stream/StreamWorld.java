package io.hydrant.streams.stream;

import io.hydrant.control.InMemoryResourceStore;
import io.hydrant.control.ResourceStore;
import io.hydrant.kernel.name.AccountId;
import io.hydrant.kernel.name.Region;
import io.hydrant.kernel.telemetry.Telemetry;
import io.hydrant.streams.log.Frame;
import io.hydrant.streams.log.FrameReader;
import io.hydrant.streams.log.StoredFrame;
import io.hydrant.streams.log.segmented.SegmentedLog;
import io.hydrant.streams.log.segmented.SegmentedLogConfig;
import io.hydrant.streams.shard.DataStreamId;
import io.hydrant.streams.shard.HashKey;
import io.hydrant.streams.shard.Shard;
import io.hydrant.streams.shard.ShardClosed;
import io.hydrant.streams.shard.ShardFrame;
import io.hydrant.streams.shard.ShardId;
import io.hydrant.streams.shard.WritableStream;
import io.hydrant.testkit.RecordedTelemetry;
import io.hydrant.testkit.SimulatedClock;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/// Data streams over a real log and a store in memory, in a process that can die and come back.
final class StreamWorld implements AutoCloseable {
    static final AccountId ACCOUNT = new AccountId("111122223333");
    static final Region REGION = new Region("eu-west-1");
    static final DataStreamId CLICKS = new DataStreamId(ACCOUNT, REGION, "clicks");
    static final int SHARDS_MAX = 200;

    final SimulatedClock clock = SimulatedClock.at("2026-01-01T00:00:00.250Z");
    final InMemoryResourceStore store = new InMemoryResourceStore(clock);
    final MemoryConsumers consumers = new MemoryConsumers();
    final RecordedTelemetry telemetry = new RecordedTelemetry();
    final SegmentedLog log;
    ManualExecutor background = new ManualExecutor();
    DataStreams streams;

    StreamWorld(Path directory) {
        log =
                SegmentedLog.open(
                        SegmentedLogConfig.in(directory).withSegmentBytes(4096).withReserveBytes(0),
                        clock,
                        Telemetry.NONE);
        reopen();
    }

    /// What waited in the background is lost.
    void reopen() {
        reopen(UnaryOperator.identity());
    }

    void reopen(UnaryOperator<ResourceStore> wrapped) {
        background = new ManualExecutor();
        streams =
                DataStreams.open(
                        wrapped.apply(store),
                        log,
                        consumers,
                        new StreamSettings(clock, background, telemetry, SHARDS_MAX, false));
    }

    void create(DataStreamId id, int shards) {
        streams.create(
                new NewStream(
                        id,
                        StreamMode.PROVISIONED,
                        shards,
                        OptionalInt.empty(),
                        StreamOptions.RECORD_KIB_DEFAULT,
                        new TreeMap<>()));
    }

    /// Creates `clicks` and waits for it.
    void createActive(int shards) {
        create(CLICKS, shards);
        background.runAll();
    }

    DataStream clicks() {
        return streams.get(CLICKS);
    }

    void split(int shard, HashKey at) {
        streams.change(
                CLICKS,
                (stream, quota) ->
                        ShardRules.split(stream, quota, new ShardId(shard), at.toBigInteger()));
    }

    void merge(int lower, int upper) {
        streams.change(
                CLICKS, stream -> ShardRules.merge(stream, new ShardId(lower), new ShardId(upper)));
    }

    void scale(int count) {
        streams.change(
                CLICKS, (stream, quota) -> ShardRules.scale(stream, quota, count, clock.instant()));
    }

    Shard shard(int id) {
        return streams.shards(CLICKS).stream()
                .filter(shard -> shard.id().index() == id)
                .findFirst()
                .orElseThrow();
    }

    /// Puts one record and waits until it is durable.
    Shard put(String key, String data) {
        return put(streams.writable(CLICKS), key, data);
    }

    static Shard put(WritableStream stream, String key, String data) {
        HashKey hash = HashKey.ofPartitionKey(key.getBytes(StandardCharsets.UTF_8));
        while (true) {
            Shard shard =
                    stream.openShards().stream()
                            .filter(open -> open.range().contains(hash))
                            .findFirst()
                            .orElseThrow();
            try {
                stream.append(shard, frame(key, data)).join();
                return shard;
            } catch (ShardClosed _) {
                // its children are open now
            }
        }
    }

    static Frame frame(String key, String data) {
        byte[] bytes = data.getBytes(StandardCharsets.UTF_8);
        return new Frame(
                ShardFrame.metadata(false, false, List.of(key.getBytes(StandardCharsets.UTF_8))),
                new int[] {bytes.length},
                ByteBuffer.wrap(bytes));
    }

    /// Everything in a shard, as `key=data`.
    static List<String> read(Shard shard) {
        List<String> records = new ArrayList<>();
        try (FrameReader reader = shard.log().reader(shard.log().firstOffset())) {
            for (Optional<StoredFrame> frame = reader.next();
                    frame.isPresent();
                    frame = reader.next()) {
                ShardFrame read = ShardFrame.of(frame.get());
                records.add(
                        StandardCharsets.UTF_8.decode(read.partitionKey(0))
                                + "="
                                + StandardCharsets.UTF_8.decode(frame.get().payload()));
            }
        }
        return records;
    }

    @Override
    public void close() {
        log.close();
    }
}
