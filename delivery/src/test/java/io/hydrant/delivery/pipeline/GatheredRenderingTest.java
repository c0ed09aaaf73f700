package io.hydrant.delivery.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.delivery.FaultyStore.Fault;
import io.hydrant.delivery.convert.RowFormats;
import io.hydrant.delivery.gather.GatherLimits;
import io.hydrant.delivery.gather.RecordMemory;
import io.hydrant.delivery.plan.Compression;
import io.hydrant.delivery.plan.DeliveryPlan;
import io.hydrant.delivery.plan.SubRecordRules;
import io.hydrant.delivery.plan.SubRecordRules.DeAggregation;
import io.hydrant.formats.RowFiles;
import io.hydrant.formats.RowReaders;
import io.hydrant.formats.file.FileFormat;
import io.hydrant.formats.file.RowFileWriter;
import io.hydrant.formats.json.JsonDialect;
import io.hydrant.formats.json.RowReader;
import io.hydrant.formats.schema.TableSchema;
import io.hydrant.kernel.telemetry.Telemetry;
import io.hydrant.testkit.RecordedTelemetry;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/// An object has the same bytes whether its records are taken from memory, from staging files or
/// from the log, or from one after the other: a try after a crash must not change what the one
/// before has made.
///
/// The same puts go through two lanes that make the same keys by chance, one without memory.
class GatheredRenderingTest {
    private static final int SEEDS = Integer.getInteger("simulation.seeds", 45);
    private static final List<GatherLimits> LIMITS =
            List.of(
                    new GatherLimits(64 << 20, 0, 0),
                    new GatherLimits(6_000, 1 << 30, 0),
                    new GatherLimits(20_000, 30_000, 0),
                    new GatherLimits(3_000, 0, 0));

    @TempDir private Path staging;

    private final RecordedTelemetry telemetry = new RecordedTelemetry();

    @Test
    void rendersTheSameBytesFromMemoryFromStagingFilesAndFromTheLog() throws IOException {
        int compared = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            GatherLimits limits = LIMITS.get((int) (seed % LIMITS.size()));
            Path folder = staging.resolve(Long.toString(seed));
            Map<String, byte[]> fromLog = delivered(seed, Optional.empty());
            try (RecordMemory memory = RecordMemory.open(limits, folder, telemetry)) {
                Map<String, byte[]> gathered = delivered(seed, Optional.of(memory));
                assertThat(gathered.keySet()).as("seed %d", seed).isEqualTo(fromLog.keySet());
                fromLog.forEach(
                        (key, bytes) -> assertThat(gathered.get(key)).as(key).isEqualTo(bytes));
                assertThat(memory.bytesInUse()).isZero();
                assertThat(memory.bytesStaged()).isZero();
            }
            compared += fromLog.size();
        }
        assertThat(compared).isGreaterThan(SEEDS * 5);
        assertThat(telemetry.count("hydrant_gathered_lost_stores_total")).isGreaterThan(SEEDS);
        assertThat(telemetry.count("hydrant_gathered_staged_bytes_total")).isGreaterThan(SEEDS);
    }

    @Test
    void goesOnFromTheLogWhereMemoryWasLostAfterAFailedUpload() throws IOException {
        GatherLimits limits = new GatherLimits(1 << 20, 0, 0);
        try (RecordMemory memory = RecordMemory.open(limits, staging, Telemetry.NONE)) {
            DeliverySimulation simulation = opened(plan(new Random(0), 0), 7, Optional.of(memory));
            simulation.store.failing(() -> Fault.ANSWER_LOST);
            simulation.put("{\"c\":\"a\",\"n\":1}", "{\"c\":\"a\",\"n\":2}");
            simulation.advance(Duration.ofSeconds(60)).step();
            simulation.runUpload();
            Map<String, byte[]> before = Map.copyOf(simulation.store.objects());
            assertThat(before).hasSize(1);
            assertThat(memory.bytesInUse()).isPositive();

            simulation.crash();
            assertThat(memory.bytesInUse()).isZero();
            simulation.store.failing(() -> Fault.NONE);
            simulation.advance(Duration.ofSeconds(60)).runUntilIdle();

            assertThat(simulation.delivered()).isTrue();
            assertThat(simulation.store.objects()).containsExactlyEntriesOf(before);
        }
    }

    @Test
    void goesOnFromTheLogInTheMiddleWhenAStagingFileIsDamaged() throws IOException {
        DeliveryPlan plan = plan(new Random(0), 2).withFunction(Optional.empty());
        DeliveryPlan byQuery =
                Plans.partitioned(plan, "q/!{partitionKeyFromQuery:c}/", Optional.of("{c: .c}"));
        Map<String, byte[]> fromLog = afterDamage(byQuery, Optional.empty());
        GatherLimits limits = new GatherLimits(20_000, 1 << 30, 0);
        try (RecordMemory memory = RecordMemory.open(limits, staging, telemetry)) {
            Map<String, byte[]> gathered = afterDamage(byQuery, Optional.of(memory));
            assertThat(gathered.keySet()).isEqualTo(fromLog.keySet());
            fromLog.forEach((key, bytes) -> assertThat(gathered.get(key)).isEqualTo(bytes));
        }
        assertThat(telemetry.count("hydrant_gathered_lost_stores_total")).isEqualTo(1);
    }

    @Test
    void holdsNothingOfThousandsOfPartitionsThatLivedForAMinute() throws IOException {
        GatherLimits limits = new GatherLimits(2 << 20, 1 << 30, 0);
        DeliveryPlan plan =
                Plans.partitioned(
                        Plans.plain(), "q/!{partitionKeyFromQuery:c}/", Optional.of("{c: .c}"));
        try (RecordMemory memory = RecordMemory.open(limits, staging, Telemetry.NONE)) {
            DeliverySimulation simulation = new DeliverySimulation(plan, 5);
            simulation.partitions = new ActivePartitions(2_000);
            simulation.memory = Optional.of(memory);
            simulation.crash();
            for (int minute = 0; minute < 3; minute++) {
                for (int customer = 0; customer < 2_000; customer++) {
                    simulation.put("{\"c\":\"%d-%d\"}".formatted(minute, customer));
                }
                simulation.runUntilIdle();
                assertThat(memory.bytesInUse()).isBetween(2_000L * 512, 2L << 20);
                simulation.advance(Duration.ofSeconds(60)).runUntilIdle();
                assertThat(memory.bytesInUse()).isZero();
            }
            assertThat(simulation.store.objects()).hasSize(6_000);
            assertThat(simulation.partitions.count()).isZero();
        }
    }

    /// Records of one partition in several puts; the second half of what was staged goes away.
    private Map<String, byte[]> afterDamage(DeliveryPlan plan, Optional<RecordMemory> memory)
            throws IOException {
        DeliverySimulation simulation = opened(plan, 11, memory);
        for (int put = 0; put < 40; put++) {
            String record = "{\"c\":\"a\",\"n\":%d,\"t\":\"%s\"}".formatted(put, "x".repeat(2000));
            simulation.put(record, record).step();
        }
        if (memory.isPresent()) {
            assertThat(memory.get().bytesStaged()).isGreaterThan(100_000);
            try (Stream<Path> files = Files.list(staging);
                    FileChannel file =
                            FileChannel.open(
                                    files.findFirst().orElseThrow(), StandardOpenOption.WRITE)) {
                file.truncate(file.size() / 2);
            }
        }
        simulation.advance(Duration.ofSeconds(60)).runUntilIdle();
        assertThat(simulation.delivered()).isTrue();
        return simulation.store.objects();
    }

    private static Map<String, byte[]> delivered(long seed, Optional<RecordMemory> memory)
            throws IOException {
        Random random = new Random(seed);
        DeliveryPlan plan = plan(random, (int) (seed % 3));
        DeliverySimulation simulation = opened(plan, seed, memory);
        int rounds = 3 + random.nextInt(6);
        for (int round = 0; round < rounds; round++) {
            for (int put = random.nextInt(8); put >= 0; put--) {
                simulation.put(records(random, plan));
            }
            simulation.runUntilIdle().advance(Duration.ofSeconds(random.nextInt(50)));
        }
        simulation.flush().runUntilIdle().advance(Duration.ofSeconds(60)).runUntilIdle();
        assertThat(simulation.delivered()).as("seed %d", seed).isTrue();
        return new HashMap<>(simulation.store.objects());
    }

    private static DeliverySimulation opened(
            DeliveryPlan plan, long seed, Optional<RecordMemory> memory) {
        DeliverySimulation simulation = new DeliverySimulation(plan, seed);
        simulation.tables.put(Plans.TRIPS, "c string, n bigint, t string");
        simulation.function.partitions = 4;
        simulation.memory = memory;
        simulation.rows = new Rows(memory.isPresent());
        return simulation.crash();
    }

    /// @param kind what becomes of the records: lines, rows of a file, answers of a function
    private static DeliveryPlan plan(Random random, int kind) {
        Compression[] compressions = {
            Compression.GZIP, Compression.UNCOMPRESSED, Compression.SNAPPY, Compression.ZIP
        };
        DeliveryPlan plain = Plans.next(Plans.plain(), compressions[random.nextInt(4)]);
        DeliveryPlan ended = random.nextBoolean() ? Plans.delimited(plain) : plain;
        Optional<String> query = Optional.of("{c: .c}");
        String byQuery = "q/!{partitionKeyFromQuery:c}/";
        return switch (kind) {
            case 0 -> Plans.partitioned(ended, byQuery, query).withSubRecords(rules(random));
            case 1 ->
                    Plans.partitioned(
                                    Plans.converting(
                                            Plans.next(Plans.plain(), Compression.UNCOMPRESSED)),
                                    byQuery,
                                    query)
                            .withSubRecords(rules(random));
            default ->
                    Plans.partitioned(
                            Plans.transforming(ended, 1 + random.nextInt(2_000)),
                            "l/!{partitionKeyFromLambda:k}/",
                            Optional.empty());
        };
    }

    private static SubRecordRules rules(Random random) {
        return new SubRecordRules(
                random.nextBoolean(),
                false,
                random.nextBoolean() ? Optional.of(new DeAggregation.Json()) : Optional.empty());
    }

    private static byte[][] records(Random random, DeliveryPlan plan) throws IOException {
        byte[][] records = new byte[1 + random.nextInt(5)][];
        for (int i = 0; i < records.length; i++) {
            StringBuilder text = new StringBuilder();
            boolean several = plan.subRecords().deAggregation().isPresent();
            for (int part = several ? random.nextInt(4) : 0; part >= 0; part--) {
                text.append(record(random));
            }
            byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
            records[i] = plan.subRecords().decompression() ? zipped(bytes) : bytes;
        }
        return records;
    }

    /// Now and then one that has no row, or no partition.
    private static String record(Random random) {
        int length = random.nextInt(30) == 0 ? random.nextInt(90_000) : random.nextInt(300);
        return "{\"c\":\"c%d\",\"n\":%s,\"t\":\"%s\"}%s"
                .formatted(
                        random.nextInt(6),
                        random.nextInt(20) == 0 ? "\"no number\"" : random.nextInt(),
                        "x".repeat(length),
                        random.nextInt(40) == 0 ? "]" : "");
    }

    private static byte[] zipped(byte[] bytes) throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
            gzip.write(bytes);
        }
        return zipped.toByteArray();
    }

    /// Real rows and files.
    private record Rows(boolean shared) implements RowFormats {
        @Override
        public RowReader reader(TableSchema schema, JsonDialect dialect) {
            return RowReaders.of(schema, dialect);
        }

        /// Those of the lane with memory share their buffers, the others do not.
        @Override
        public Writers writers() {
            RowFiles files = new RowFiles();
            return new Writers() {
                @Override
                public RowFileWriter begin(
                        FileFormat format, TableSchema schema, OutputStream out) {
                    return shared
                            ? files.begin(format, schema, out)
                            : RowFiles.open(format, schema, out);
                }

                @Override
                public long bytesHeld() {
                    return files.bytesHeld();
                }
            };
        }

        @Override
        public boolean readsTimestamps(String format) {
            return true;
        }
    }
}
