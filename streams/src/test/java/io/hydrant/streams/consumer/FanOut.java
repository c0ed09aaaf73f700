package io.hydrant.streams.consumer;

import io.hydrant.control.InMemoryResourceStore;
import io.hydrant.kernel.name.AccountId;
import io.hydrant.kernel.name.Region;
import io.hydrant.kernel.telemetry.Telemetry;
import io.hydrant.streams.log.Frame;
import io.hydrant.streams.log.LogPartition.Appended;
import io.hydrant.streams.log.StreamLog;
import io.hydrant.streams.log.segmented.SegmentedLog;
import io.hydrant.streams.log.segmented.SegmentedLogConfig;
import io.hydrant.streams.shard.DataStreamId;
import io.hydrant.streams.shard.MemoryStreams;
import io.hydrant.streams.shard.RecordPosition;
import io.hydrant.streams.shard.Shard;
import io.hydrant.streams.shard.ShardFrame;
import io.hydrant.testkit.RecordedTelemetry;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// Streams, consumers and their subscriptions, on a real log in a folder.
final class FanOut implements AutoCloseable {
    static final DataStreamId CLICKS =
            new DataStreamId(new AccountId("123456789012"), new Region("eu-central-1"), "clicks");

    final RecordedTelemetry telemetry = new RecordedTelemetry();

    /// Added to the real time; tests move it.
    final AtomicLong nanosAhead = new AtomicLong();

    final MemoryStreams streams;
    final Consumers consumers;
    final Subscriptions subscriptions;
    private final StreamLog log;

    private FanOut(Path folder, SubscriptionLimits limits) {
        InstantSource clock = () -> Instant.now().plusNanos(nanosAhead.get());
        this.log = SegmentedLog.open(SegmentedLogConfig.in(folder), clock, Telemetry.NONE);
        this.streams = new MemoryStreams(log, clock);
        this.consumers = Consumers.open(new InMemoryResourceStore(clock), clock, Runnable::run);
        this.subscriptions =
                Subscriptions.open(
                        consumers,
                        new Surroundings(
                                streams, clock, () -> System.nanoTime() + nanosAhead.get(), limits),
                        telemetry);
    }

    static FanOut in(Path folder, SubscriptionLimits limits) {
        return new FanOut(folder, limits);
    }

    ConsumerArn consumer(String name) {
        return consumers.register(new ConsumerId(CLICKS, name), Collections.emptySortedMap()).arn();
    }

    Subscription claim(ConsumerArn consumer, Shard shard, RecordPosition start) {
        return subscriptions.claim(
                new SubscriptionOrder(consumer, shard, start, streams.stream(CLICKS).quotasHold()));
    }

    /// Appends a frame of records; returns when it is durable.
    Appended put(Shard shard, String... records) {
        byte[][] data =
                Arrays.stream(records)
                        .map(record -> record.getBytes(StandardCharsets.UTF_8))
                        .toArray(byte[][]::new);
        int[] lengths = Arrays.stream(data).mapToInt(bytes -> bytes.length).toArray();
        ByteBuffer payload = ByteBuffer.allocate(Arrays.stream(lengths).sum());
        Arrays.stream(data).forEach(payload::put);
        List<byte[]> keys = Collections.nCopies(data.length, new byte[] {'k'});
        Frame frame = new Frame(ShardFrame.metadata(false, false, keys), lengths, payload.flip());
        return streams.stream(CLICKS).append(shard, frame).join();
    }

    @Override
    public void close() {
        subscriptions.close();
        log.close();
    }
}
