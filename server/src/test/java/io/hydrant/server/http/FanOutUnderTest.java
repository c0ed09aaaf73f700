package io.hydrant.server.http;

import io.hydrant.control.SqliteResourceStore;
import io.hydrant.kernel.name.AccountId;
import io.hydrant.kernel.name.Region;
import io.hydrant.kernel.telemetry.Telemetry;
import io.hydrant.streams.api.ConsumerOperations;
import io.hydrant.streams.api.KinesisApi;
import io.hydrant.streams.consumer.ConsumerArn;
import io.hydrant.streams.consumer.ConsumerId;
import io.hydrant.streams.consumer.Consumers;
import io.hydrant.streams.consumer.SubscriptionLimits;
import io.hydrant.streams.consumer.Subscriptions;
import io.hydrant.streams.consumer.Surroundings;
import io.hydrant.streams.log.Frame;
import io.hydrant.streams.log.segmented.SegmentedLog;
import io.hydrant.streams.log.segmented.SegmentedLogConfig;
import io.hydrant.streams.shard.DataStreamId;
import io.hydrant.streams.shard.Shard;
import io.hydrant.streams.shard.ShardFrame;
import io.hydrant.streams.stream.AccountSettings;
import io.hydrant.streams.stream.DataStreams;
import io.hydrant.streams.stream.NewStream;
import io.hydrant.streams.stream.StreamMode;
import io.hydrant.streams.stream.StreamSettings;
import io.hydrant.testkit.RecordedTelemetry;
import io.hydrant.wire.auth.Caller;
import io.hydrant.wire.json.JsonService;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/// Data streams with registered consumers behind a carrier; whoever calls is believed.
final class FanOutUnderTest implements AutoCloseable {
    static final DataStreamId CLICKS =
            new DataStreamId(new AccountId("123456789012"), new Region("eu-central-1"), "clicks");

    private static final Caller CALLER =
            new Caller(CLICKS.account(), CLICKS.region(), "kinesis", "test");
    private static final int SHARDS_MAX = 100;

    final RecordedTelemetry telemetry = new RecordedTelemetry();
    final DataStreams streams;
    final Subscriptions subscriptions;
    final CarrierUnderTest carrier;
    private final Consumers consumers;
    private final SegmentedLog log;
    private final SqliteResourceStore store;

    FanOutUnderTest(Path folder, SubscriptionLimits limits, HttpLimits http) {
        InstantSource clock = InstantSource.system();
        log = SegmentedLog.open(SegmentedLogConfig.in(folder.resolve("log")), clock, telemetry);
        store = SqliteResourceStore.open(folder.resolve("control.sqlite"));
        consumers = Consumers.open(store, clock, Runnable::run);
        streams =
                DataStreams.open(
                        store,
                        log,
                        consumers,
                        new StreamSettings(
                                clock, Runnable::run, Telemetry.NONE, SHARDS_MAX, false));
        subscriptions =
                Subscriptions.open(
                        consumers,
                        new Surroundings(streams, clock, System::nanoTime, limits),
                        telemetry);
        JsonService service =
                new KinesisApi(
                                streams,
                                new AccountSettings(store, clock),
                                consumers,
                                clock,
                                ConsumerOperations.of(streams, consumers, subscriptions, clock)
                                        .operations())
                        .service();
        carrier =
                CarrierUnderTest.with(
                        (request, requestId) -> service.handle(request, CALLER, requestId),
                        http,
                        Optional.of(SelfSigned.create(List.of("127.0.0.1"), Instant.now())));
    }

    void createStream(int shardCount) {
        streams.create(
                new NewStream(
                        CLICKS,
                        StreamMode.PROVISIONED,
                        shardCount,
                        OptionalInt.empty(),
                        1024,
                        new TreeMap<>()));
    }

    Shard shard(int index) {
        return streams.shards(CLICKS).get(index);
    }

    ConsumerArn consumer(String name) {
        return consumers.register(new ConsumerId(CLICKS, name), Collections.emptySortedMap()).arn();
    }

    void put(Shard shard, String record) {
        put(shard, record.getBytes(StandardCharsets.UTF_8));
    }

    void put(Shard shard, byte[] record) {
        Frame frame =
                new Frame(
                        ShardFrame.metadata(false, false, List.of(new byte[] {'k'})),
                        new int[] {record.length},
                        ByteBuffer.wrap(record));
        streams.writable(CLICKS).append(shard, frame).join();
    }

    long openSubscriptions() {
        return (long) telemetry.gauge("hydrant_fanout_subscriptions");
    }

    @Override
    public void close() {
        subscriptions.close();
        carrier.close();
        log.close();
        store.close();
    }
}
