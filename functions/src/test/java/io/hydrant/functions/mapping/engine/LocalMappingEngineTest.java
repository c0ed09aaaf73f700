package io.hydrant.functions.mapping.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.hydrant.control.InMemoryResourceStore;
import io.hydrant.functions.api.MemoryObjects;
import io.hydrant.functions.invoke.Invoker.Invoked;
import io.hydrant.functions.invoke.Invoker.Request;
import io.hydrant.functions.mapping.Mapping;
import io.hydrant.functions.mapping.MappingSettings;
import io.hydrant.functions.mapping.engine.failure.Destinations;
import io.hydrant.functions.mapping.engine.failure.Destinations.RecordSink;
import io.hydrant.functions.pattern.RecordFilter;
import io.hydrant.functions.runtime.InvocationOutcome;
import io.hydrant.kernel.telemetry.Telemetry;
import io.hydrant.streams.log.Frame;
import io.hydrant.streams.log.segmented.SegmentedLog;
import io.hydrant.streams.log.segmented.SegmentedLogConfig;
import io.hydrant.streams.shard.DataStreamId;
import io.hydrant.streams.shard.HashKey;
import io.hydrant.streams.shard.Shard;
import io.hydrant.streams.shard.ShardFrame;
import io.hydrant.streams.shard.WritableStream;
import io.hydrant.streams.stream.DataStreams;
import io.hydrant.streams.stream.MemoryConsumers;
import io.hydrant.streams.stream.NewStream;
import io.hydrant.streams.stream.ShardRules;
import io.hydrant.streams.stream.StreamMode;
import io.hydrant.streams.stream.StreamOptions;
import io.hydrant.streams.stream.StreamSettings;
import io.hydrant.testkit.RecordedTelemetry;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// The engine with its threads over the real log and real data streams.
class LocalMappingEngineTest {
    private static final DataStreamId STREAM = MappingSimulation.STREAM;
    private static final int PATIENCE_SECONDS = 30;

    @TempDir private Path directory;

    private final InstantSource clock = InstantSource.system();
    private final RecordedTelemetry telemetry = new RecordedTelemetry();
    private final BlockingQueue<String> delivered = new LinkedBlockingQueue<>();
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private SegmentedLog log;
    private DataStreams streams;
    private LocalMappingEngine engine;

    @BeforeEach
    void open() {
        log =
                SegmentedLog.open(
                        SegmentedLogConfig.in(directory).withReserveBytes(0),
                        clock,
                        Telemetry.NONE);
        streams =
                DataStreams.open(
                        new InMemoryResourceStore(clock),
                        log,
                        new MemoryConsumers(),
                        new StreamSettings(clock, Runnable::run, Telemetry.NONE, 200, false));
        createStream();
        engine = newEngine();
    }

    @AfterEach
    void close() {
        gate.countDown();
        engine.close();
        executor.shutdownNow();
        log.close();
    }

    @Test
    void bringsRecordsToTheFunctionInOrderThroughASplit() throws InterruptedException {
        engine.start(mapping(true, 1));
        List<String> put = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            put.add(put("key", "r" + i));
            if (i == 25) {
                split();
            }
        }

        assertThat(deliveredNext(50)).isEqualTo(put);
        assertThat(engine.lastResult("u-1")).isEqualTo("OK");
        assertThat(telemetry.count("hydrant_mapping_polled_records_total")).isEqualTo(50);
    }

    @Test
    void pollsStreamsWithoutAConsumer() throws InterruptedException {
        engine.start(mapping(false, 2));
        assertThat(engine.lastResult("u-1")).isEqualTo("No records processed");
        put("key", "a");

        assertThat(deliveredNext(1)).containsExactly("a");
    }

    @Test
    void goesOnWhereItWasStopped() throws InterruptedException {
        engine.start(mapping(true, 1));
        put("key", "a");
        deliveredNext(1);
        put("key", "b");
        deliveredNext(1); // the position of the one before is kept by now
        engine.stop("u-1");
        put("key", "c");
        engine.start(mapping(true, 1));

        List<String> next = deliveredNext(1);
        if (next.contains("b")) {
            next = deliveredNext(1); // it was stopped before b was kept
        }
        assertThat(next).containsExactly("c");
    }

    @Test
    void goesOnInANewProcessWhereItWasClosed() throws InterruptedException {
        engine.start(mapping(true, 1));
        put("key", "a");
        deliveredNext(1);
        put("key", "b");
        deliveredNext(1); // in a batch of its own, so the position behind the first one is kept
        engine.close();
        engine = newEngine();
        engine.forgetAllBut(Set.of("u-1"));
        engine.start(mapping(true, 1));
        put("key", "c");

        List<String> next = deliveredNext(1);
        while (!next.contains("c")) {
            assertThat(next).doesNotContain("a");
            next = deliveredNext(1);
        }
    }

    @Test
    void beginsAnewAfterItWasRemoved() throws InterruptedException {
        engine.start(mapping(true, 1));
        put("key", "a");
        deliveredNext(1);
        engine.remove("u-1");
        assertThat(log.partitions()).noneMatch(WorkBench::isLedger);
        assertThat(engine.lastResult("u-1")).isEqualTo("No records processed");
        engine.start(mapping(true, 1));

        assertThat(deliveredNext(1)).containsExactly("a");
    }

    @Test
    void stopsAndClosesWhileFunctionsHang() throws InterruptedException {
        gate = new CountDownLatch(1);
        engine.start(mapping(true, 1));
        put("key", "a");
        deliveredNext(1);
        engine.stop("u-1");
        engine.start(mapping(true, 1));
        assertThat(deliveredNext(1)).containsExactly("a"); // again, for nothing told of it
        engine.close();

        gate.countDown();
        assertThat(delivered).isEmpty();
    }

    @Test
    void forgetsWhatNoMappingHas() throws InterruptedException {
        engine.start(mapping(true, 1));
        put("key", "a");
        deliveredNext(1);
        engine.stop("u-1");
        engine.forgetAllBut(Set.of("u-2"));

        assertThat(log.partitions()).noneMatch(WorkBench::isLedger);
    }

    @Test
    void changesHowManyLanesWorkWhileRecordsCome() throws InterruptedException {
        engine.start(mapping(true, 1));
        List<String> put = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            put.add(put("key", "r" + i));
            if (i % 10 == 5) {
                engine.change(mapping(true, 1 + i % 7));
            }
        }

        assertThat(deliveredNext(60)).isEqualTo(put);
    }

    @Test
    void readsTheStreamOfTheSameNameThatComesLater() throws InterruptedException {
        engine.start(mapping(true, 1));
        put("key", "a");
        deliveredNext(1);
        streams.delete(STREAM, true);
        createStream();
        put("key", "b");

        assertThat(deliveredNext(1)).containsExactly("b");
    }

    private LocalMappingEngine newEngine() {
        return LocalMappingEngine.open(
                new MappingSurroundings(
                        streams,
                        log,
                        this::call,
                        new Destinations(
                                new MemoryObjects(),
                                RecordSink.NONE,
                                RecordSink.NONE,
                                RecordSink.NONE),
                        _ -> RecordFilter.ALL,
                        telemetry,
                        clock,
                        executor,
                        16 << 20));
    }

    private Invoked call(String functionArn, Request request) throws InterruptedException {
        try {
            new ObjectMapper()
                    .readTree(request.payload())
                    .path("Records")
                    .forEach(
                            record ->
                                    delivered.add(
                                            data(record.path("kinesis").path("data").textValue())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        gate.await();
        byte[] answer = "null".getBytes(StandardCharsets.UTF_8);
        return new Invoked(new InvocationOutcome(answer, Optional.empty(), new byte[0]), "$LATEST");
    }

    private static String data(String base64) {
        return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    }

    private List<String> deliveredNext(int count) throws InterruptedException {
        List<String> next = new ArrayList<>();
        while (next.size() < count) {
            String record = delivered.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(record).as("record after %s", next).isNotNull();
            next.add(record);
        }
        return next;
    }

    private static Mapping mapping(boolean pushed, int lanes) {
        MappingSettings settings =
                ChangedSettings.of(ChangedSettings.DEFAULTS).lanes(lanes).toSettings();
        return new Mapping(
                "u-1",
                STREAM,
                pushed ? Optional.of(STREAM + "/consumer/c:1") : Optional.empty(),
                new Mapping.Start.TrimHorizon(),
                "arn:aws:iam::111122223333:role/r",
                settings);
    }

    private void createStream() {
        streams.create(
                new NewStream(
                        STREAM,
                        StreamMode.PROVISIONED,
                        1,
                        OptionalInt.empty(),
                        StreamOptions.RECORD_KIB_DEFAULT,
                        new TreeMap<>()));
    }

    private void split() {
        Shard parent = streams.writable(STREAM).openShards().getFirst();
        streams.change(
                STREAM,
                (stream, quota) ->
                        ShardRules.split(
                                stream,
                                quota,
                                parent.id(),
                                HashKey.MAX.toBigInteger().shiftRight(1)));
    }

    private String put(String key, String data) {
        byte[] name = key.getBytes(StandardCharsets.UTF_8);
        byte[] bytes = data.getBytes(StandardCharsets.UTF_8);
        WritableStream stream = streams.writable(STREAM);
        Shard shard =
                stream.openShards().stream()
                        .filter(open -> open.range().contains(HashKey.ofPartitionKey(name)))
                        .findFirst()
                        .orElseThrow();
        ByteBuffer metadata = ShardFrame.metadata(false, false, List.of(name));
        stream.append(shard, new Frame(metadata, new int[] {bytes.length}, ByteBuffer.wrap(bytes)))
                .join();
        return data;
    }
}
