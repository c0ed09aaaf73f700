package io.hydrant.delivery.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.delivery.FaultyStore;
import io.hydrant.delivery.MemoryTables;
import io.hydrant.delivery.TextFormats;
import io.hydrant.delivery.convert.NewPartitions;
import io.hydrant.delivery.destination.DeliveryErrorLog;
import io.hydrant.delivery.pipeline.LogDeliveryEngine.Surroundings;
import io.hydrant.delivery.plan.Compression;
import io.hydrant.delivery.plan.DeliveryPlan;
import io.hydrant.delivery.source.NoDataStreams;
import io.hydrant.streams.log.Frame;
import io.hydrant.streams.log.MemoryLog;
import io.hydrant.testkit.RecordedTelemetry;

import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

class LogDeliveryEngineTest {
    private final MemoryLog log = new MemoryLog(InstantSource.system());
    private final FaultyStore store = new FaultyStore();
    private final MemoryTables tables = new MemoryTables();
    private final RecordedTelemetry telemetry = new RecordedTelemetry();

    @Test
    void deliversWhatManyCallersPut() throws Exception {
        try (LogDeliveryEngine engine = engine()) {
            engine.start(Plans.plain());
            List<CompletableFuture<Void>> callers = new ArrayList<>();
            for (int caller = 0; caller < 4; caller++) {
                callers.add(CompletableFuture.runAsync(() -> putHundred(engine)));
            }
            for (CompletableFuture<Void> caller : callers) {
                caller.get();
            }
            flush(engine);
            assertThat(allText()).hasSize(4 * 100 * 2);
            StreamStatus status = engine.status(Plans.STREAM);
            assertThat(status.recordsIn()).isEqualTo(400);
            assertThat(status.recordsDelivered()).isEqualTo(400);
            assertThat(status.lane().backlogRecords()).isZero();
        }
    }

    @Test
    void goesOnAfterARestartWhereItStopped() throws Exception {
        try (LogDeliveryEngine engine = engine()) {
            engine.start(Plans.plain());
            put(engine, "before ");
        }
        try (LogDeliveryEngine engine = engine()) {
            engine.start(Plans.plain());
            put(engine, "after");
            flush(engine);
            assertThat(allText()).isEqualTo("before after");
        }
    }

    @Test
    void deliversByTheNewConfigurationAfterAnUpdate() throws Exception {
        try (LogDeliveryEngine engine = engine()) {
            engine.start(Plans.plain());
            engine.update(Plans.next(Plans.plain(), Compression.GZIP));
            put(engine, "a");
            Flush flush = engine.flush(Plans.STREAM);
            assertThat(flush.await(Duration.ofSeconds(60))).isTrue();
            assertThat(flush.records()).isEqualTo(1);
            assertThat(flush.objects()).hasSize(1);
            assertThat(store.objects().keySet()).allMatch(key -> key.endsWith(".gz"));
            assertThat(engine.status(Plans.STREAM).versionId()).isEqualTo(2);
        }
    }

    @Test
    void discardsEverythingOfADeletedStream() throws InterruptedException {
        try (LogDeliveryEngine engine = engine()) {
            engine.start(Plans.plain());
            put(engine, "lost");
            engine.delete(Plans.STREAM);
            assertThat(log.partitions()).isEmpty();
            assertThat(engine.statuses()).isEmpty();
            assertThatThrownBy(() -> put(engine, "late")).isInstanceOf(StreamNotRunning.class);
            engine.start(Plans.plain());
            put(engine, "new");
            flush(engine);
            assertThat(allText()).isEqualTo("new");
        }
    }

    @Test
    void leavesAStreamThatIsStartedAsTheEngineClosesForTheNextStart() {
        LogDeliveryEngine closed = engine();
        closed.close();
        closed.start(Plans.plain());
        assertThatThrownBy(() -> put(closed, "late")).isInstanceOf(StreamNotRunning.class);
    }

    @Test
    void convertsManyObjectsAtOnceAndNamesOnlyThoseThereAre() throws InterruptedException {
        tables.put(Plans.TRIPS, "n bigint");
        DeliveryPlan plan = Plans.converting(Plans.plain());
        try (LogDeliveryEngine engine = engine()) {
            engine.start(plan);
            put(engine, "no rows");
            Flush rejected = engine.flush(Plans.STREAM);
            assertThat(rejected.await(Duration.ofSeconds(60))).isTrue();
            assertThat(rejected.records()).isEqualTo(1);
            assertThat(rejected.objects())
                    .singleElement()
                    .asString()
                    .startsWith("format-conversion-failed/");
            for (int version = 2; version < 40; version++) {
                put(engine, "{\"n\":" + version + "}");
                plan = Plans.next(plan, plan.main().compression());
                engine.update(plan);
            }
            flush(engine);
        }
        assertThat(allText().lines().filter(line -> line.matches("\\d+")).map(Integer::valueOf))
                .containsExactlyInAnyOrderElementsOf(IntStream.range(2, 40).boxed().toList());
    }

    private static void flush(LogDeliveryEngine engine) throws InterruptedException {
        assertThat(engine.flush(Plans.STREAM).await(Duration.ofSeconds(60))).isTrue();
    }

    private LogDeliveryEngine engine() {
        return new LogDeliveryEngine(
                new Surroundings(
                        log,
                        new NoDataStreams(),
                        store,
                        tables,
                        NewPartitions.UNTOLD,
                        new TextFormats(),
                        new NoFunctions(),
                        Optional.empty(),
                        DeliveryErrorLog.NONE,
                        telemetry,
                        InstantSource.system()),
                EngineConfig.DEFAULTS);
    }

    private static void putHundred(LogDeliveryEngine engine) {
        IntStream.range(0, 100).forEach(_ -> put(engine, "x\n"));
    }

    private static void put(LogDeliveryEngine engine, String record) {
        byte[] bytes = record.getBytes(StandardCharsets.UTF_8);
        engine.append(
                Plans.STREAM,
                new Frame(
                        ByteBuffer.allocate(0), new int[] {bytes.length}, ByteBuffer.wrap(bytes)));
    }

    private String allText() {
        StringBuilder all = new StringBuilder();
        store.objects().values().forEach(b -> all.append(new String(b, StandardCharsets.UTF_8)));
        return all.toString();
    }
}
