package io.hydrant.streams.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.kernel.name.AccountId;
import io.hydrant.kernel.name.Region;
import io.hydrant.kernel.telemetry.Telemetry;
import io.hydrant.streams.log.segmented.SegmentedLog;
import io.hydrant.streams.log.segmented.SegmentedLogConfig;
import io.hydrant.streams.quota.ShardQuotas;
import io.hydrant.streams.retrieval.ReadBudget;
import io.hydrant.streams.retrieval.RecordRange;
import io.hydrant.streams.retrieval.ShardReader;
import io.hydrant.streams.shard.DataStreamId;
import io.hydrant.streams.shard.HashKey;
import io.hydrant.streams.shard.MemoryStreams;
import io.hydrant.streams.shard.PartitionKeyHash;
import io.hydrant.streams.shard.RecordPosition;
import io.hydrant.streams.shard.Shard;
import io.hydrant.streams.shard.ShardId;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Puts while shards are split and merged under them: nothing acknowledged is lost, and the records
/// of a key stay in their order through parents and children.
class ReshardingPutsTest {
    private static final DataStreamId CLICKS =
            new DataStreamId(new AccountId("123456789012"), new Region("eu-west-1"), "clicks");
    private static final int WRITERS = 4;
    private static final int PUTS = 60;
    private static final int RECORDS = 20;

    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void losesNothingAndKeepsTheOrderOfEachKey(long seed) throws Exception {
        InstantSource clock = InstantSource.system();
        try (SegmentedLog log =
                        SegmentedLog.open(SegmentedLogConfig.in(folder), clock, Telemetry.NONE);
                ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            MemoryStreams streams = new MemoryStreams(log, clock);
            MemoryStreams.Stream stream = streams.create(CLICKS, 2);
            RecordIntake intake = new RecordIntake(new PayloadPool(2), new ShardQuotas(clock));
            List<Future<?>> writers = new ArrayList<>();
            for (int writer = 0; writer < WRITERS; writer++) {
                int number = writer;
                writers.add(executor.submit(() -> write(intake, stream, number)));
            }
            reshardUntilDone(stream, writers, new Random(seed));

            Map<String, List<Integer>> byKey = readAll(streams);
            assertThat(byKey).hasSize(WRITERS * RECORDS);
            List<Integer> all = new ArrayList<>();
            for (int put = 0; put < PUTS; put++) {
                all.add(put);
            }
            byKey.forEach((key, puts) -> assertThat(puts).as(key).isEqualTo(all));
        }
    }

    @Test
    void sendsRecordsOnToTheChildrenOfAClosedShard() {
        InstantSource clock = InstantSource.system();
        try (SegmentedLog log =
                SegmentedLog.open(SegmentedLogConfig.in(folder), clock, Telemetry.NONE)) {
            MemoryStreams streams = new MemoryStreams(log, clock);
            MemoryStreams.Stream stream = streams.create(CLICKS, 1);
            stream.beforeNextAppend(() -> stream.split(new ShardId(0)));
            RecordIntake intake = new RecordIntake(new PayloadPool(2), new ShardQuotas(clock));

            PutOutcome outcome = intake.put(stream, records(0, 0));

            assertThat(outcome.portions())
                    .extracting(portion -> portion.shard().id().index())
                    .containsExactly(1L, 2L);
            for (int record = 0; record < outcome.recordCount(); record++) {
                Shard shard = outcome.portions().get(outcome.portionOf(record)).shard();
                HashKey key = records(0, 0).hashKey(record, new PartitionKeyHash());
                assertThat(shard.range().contains(key)).isTrue();
                assertThat(outcome.isKept(record)).isTrue();
            }
        }
    }

    private static void write(RecordIntake intake, MemoryStreams.Stream stream, int writer) {
        for (int put = 0; put < PUTS; put++) {
            PutOutcome outcome = intake.put(stream, records(writer, put));
            for (int record = 0; record < RECORDS; record++) {
                assertThat(outcome.isKept(record)).isTrue();
            }
        }
    }

    /// Every key of the writer once; the data tells which put it was.
    private static IncomingRecords records(int writer, int put) {
        StringBuilder texts = new StringBuilder();
        for (int record = 0; record < RECORDS; record++) {
            texts.append("w%dk%02d".formatted(writer, record));
        }
        byte[] keys = texts.toString().getBytes(StandardCharsets.US_ASCII);
        byte[] data = "%03d".formatted(put).getBytes(StandardCharsets.US_ASCII);
        IncomingRecords records = new IncomingRecords(keys, ByteBuffer.wrap(data), RECORDS);
        for (int record = 0; record < RECORDS; record++) {
            records.addData(0, data.length);
            records.addPartitionKey(record * 5, 5);
            records.endRecord();
        }
        return records;
    }

    private static void reshardUntilDone(
            MemoryStreams.Stream stream, List<Future<?>> writers, Random random) throws Exception {
        for (Future<?> writer : writers) {
            while (!writer.isDone()) {
                List<Shard> open = stream.openShards();
                int index = random.nextInt(open.size());
                if (open.size() < 6 && random.nextBoolean() || index + 1 == open.size()) {
                    if (open.size() < 8) {
                        stream.split(open.get(index).id());
                    }
                } else {
                    stream.merge(open.get(index).id(), open.get(index + 1).id());
                }
                Thread.yield();
            }
            writer.get();
        }
    }

    /// Shard by shard in the order of their ids, so parents before children.
    private static Map<String, List<Integer>> readAll(MemoryStreams streams) {
        Map<String, List<Integer>> byKey = new HashMap<>();
        for (Shard shard : streams.shards(CLICKS)) {
            try (ShardReader reader = ShardReader.open(shard, RecordPosition.START)) {
                ReadBudget budget = new ReadBudget(Integer.MAX_VALUE, Long.MAX_VALUE);
                Optional<RecordRange> range = reader.next(budget);
                while (range.isPresent()) {
                    collect(range.get(), byKey);
                    range = reader.next(budget);
                }
            }
        }
        return byKey;
    }

    private static void collect(RecordRange range, Map<String, List<Integer>> byKey) {
        ByteBuffer payload = range.frame().frame().payload();
        for (int index = range.first(); index < range.end(); index++) {
            String key =
                    StandardCharsets.US_ASCII.decode(range.frame().partitionKey(index)).toString();
            int start = payload.position() + range.frame().frame().recordStart(index);
            String put =
                    StandardCharsets.US_ASCII
                            .decode(payload.slice(start, range.frame().frame().recordBytes(index)))
                            .toString();
            byKey.computeIfAbsent(key, _ -> new ArrayList<>()).add(Integer.valueOf(put));
        }
    }
}
