package io.hydrant.delivery.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.hydrant.delivery.FaultyStore.Fault;
import io.hydrant.streams.shard.MemoryStreams;
import io.hydrant.streams.shard.RecordPosition;
import io.hydrant.streams.shard.Shard;
import io.hydrant.wire.kpl.Aggregate;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/// Conversion of what is read from a data stream: user records of aggregates, each once, also while
/// shards are split and the process dies.
class ShardedConversionTest {
    private static final int SEEDS = 100;
    private static final int EVENTS = 200;
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void errorLinesNameTheRecordInItsShardAndTheUserRecordInIt() throws IOException {
        Life life = new Life(1);
        Instant arrival = life.simulation.clock.instant();
        life.append(life.open().getFirst(), List.of(aggregate("{\"n\":1}", "no", "{\"n\":2}")));
        life.append(life.open().getFirst(), List.of(bytes("{\"n\":3}"), bytes("neither")));
        life.settle();
        life.read();
        assertThat(life.rows).containsExactly("1", "2", "3");
        Shard shard = life.open().getFirst();
        assertThat(life.errors)
                .extracting(line -> line.get("sequenceNumber").asText())
                .containsExactly(
                        shard.number(new RecordPosition(0, 0), arrival).toString(),
                        shard.number(new RecordPosition(1, 1), arrival).toString());
        assertThat(life.errors)
                .extracting(line -> line.get("subSequenceNumber").asInt())
                .containsExactly(1, 0);
    }

    @Test
    void everyUserRecordIsInOneFileOrOneErrorLineWhateverHappens() throws IOException {
        for (long seed = 0; seed < SEEDS; seed++) {
            Life life = new Life(seed);
            life.live();
            life.settle();
            life.read();
            assertThat(life.rows)
                    .as("rows, seed %d", seed)
                    .containsExactlyInAnyOrderElementsOf(life.good);
            assertThat(life.errors)
                    .as("errors, seed %d", seed)
                    .extracting(ShardedConversionTest::data)
                    .containsExactlyInAnyOrderElementsOf(life.bad);
            assertThat(life.errors)
                    .extracting(
                            line ->
                                    line.get("sequenceNumber")
                                            + "/"
                                            + line.get("subSequenceNumber"))
                    .doesNotHaveDuplicates();
        }
    }

    private static String data(JsonNode line) {
        try {
            return new String(line.get("rawData").binaryValue(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalArgumentException(line.toString(), e);
        }
    }

    private static byte[] aggregate(String... records) {
        Aggregate aggregate = new Aggregate();
        for (String record : records) {
            aggregate.add("a", Optional.empty(), bytes(record));
        }
        return aggregate.toBytes();
    }

    private static byte[] bytes(String record) {
        return record.getBytes(StandardCharsets.UTF_8);
    }

    /// One seed.
    private static final class Life {
        private final Random random;
        private final ShardedSimulation simulation;
        private final ShardWriter writer;
        private final List<String> good = new ArrayList<>();
        private final List<String> bad = new ArrayList<>();
        private final List<String> rows = new ArrayList<>();
        private final List<JsonNode> errors = new ArrayList<>();

        Life(long seed) {
            random = new Random(seed);
            simulation = new ShardedSimulation(Plans.converting(Plans.plain()), random);
            simulation.tables.put(Plans.TRIPS, "n bigint");
            writer = new ShardWriter(simulation.streams, simulation.log, random);
        }

        List<Shard> open() {
            return writer.stream().openShards();
        }

        void append(Shard shard, List<byte[]> records) {
            writer.append(shard, records, true);
        }

        void live() {
            double failing = random.nextDouble();
            Fault[] faults = Fault.values();
            simulation.store.failing(
                    () ->
                            random.nextDouble() < failing
                                    ? faults[random.nextInt(faults.length)]
                                    : Fault.NONE);
            for (int event = 0; event < EVENTS; event++) {
                switch (random.nextInt(12)) {
                    case 0, 1, 2 -> put();
                    case 3, 4 -> simulation.stepSome();
                    case 5, 6 -> simulation.runUpload();
                    case 7 -> simulation.look();
                    case 8 -> simulation.advance(Duration.ofSeconds(random.nextInt(40)));
                    case 9 -> simulation.flush();
                    case 10 -> split();
                    default -> simulation.crash();
                }
            }
        }

        void settle() {
            simulation.store.failing(() -> Fault.NONE);
            simulation.runUntilIdle();
            for (int i = 0; i < 60 && !simulation.delivered(); i++) {
                simulation.flush().advance(Duration.ofSeconds(60)).runUntilIdle();
            }
        }

        void read() throws IOException {
            for (Map.Entry<String, byte[]> object : simulation.store.objects().entrySet()) {
                List<String> lines =
                        new String(object.getValue(), StandardCharsets.UTF_8).lines().toList();
                if (object.getKey().endsWith(".parquet")) {
                    rows.addAll(lines.subList(1, lines.size() - 1));
                } else {
                    for (String line : lines) {
                        errors.add(JSON.readTree(line));
                    }
                }
            }
        }

        private void put() {
            List<byte[]> records = new ArrayList<>();
            for (int i = 1 + random.nextInt(3); i > 0; i--) {
                records.add(
                        switch (random.nextInt(4)) {
                            case 0 -> aggregate(next(), next(), next());
                            case 1 -> ShardWriter.aggregateOfNothing();
                            default -> bytes(next());
                        });
            }
            append(open().get(random.nextInt(open().size())), records);
        }

        private String next() {
            int number = good.size() + bad.size();
            if (random.nextInt(4) == 0) {
                bad.add("no " + number);
                return bad.getLast();
            }
            good.add(Integer.toString(number));
            return "{\"n\":" + number + "}";
        }

        private void split() {
            MemoryStreams.Stream stream = writer.stream();
            if (open().size() < 4) {
                stream.split(open().get(random.nextInt(open().size())).id());
            }
        }
    }
}
