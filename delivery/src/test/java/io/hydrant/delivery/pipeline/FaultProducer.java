package io.hydrant.delivery.pipeline;

import io.hydrant.streams.log.Frame;
import io.hydrant.streams.log.StreamLog.Purpose;
import io.hydrant.streams.shard.MemoryStreams;
import io.hydrant.streams.shard.Shard;
import io.hydrant.streams.shard.ShardFrame;
import io.hydrant.wire.kpl.Aggregate;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.zip.GZIPOutputStream;

/// Puts numbered records of 300 partitions, in the shapes of a scenario, and knows which were
/// accepted.
final class FaultProducer {
    static final int KEYS = 300;
    private static final ByteBuffer NO_METADATA = ByteBuffer.allocate(0);

    private final FaultScenario scenario;
    private final FaultWorld world;
    private final Random random;
    private final List<Sent> accepted = new ArrayList<>();
    private final TreeMap<Long, List<Integer>> numbersByFrame = new TreeMap<>();
    private final Optional<MemoryStreams.Stream> stream;

    /// A record as its user sent it.
    ///
    /// @param key of its partition, if a query decides; empty when it has none
    /// @param good whether it is a row of the table
    record Sent(int number, String key, boolean good, String text) {}

    FaultProducer(FaultScenario scenario, FaultWorld world) {
        this.scenario = scenario;
        this.world = world;
        this.random = world.random;
        this.stream =
                scenario.reading()
                        ? Optional.of(world.streams.create(ShardedSimulation.TRIPS, 2))
                        : Optional.empty();
    }

    /// By number.
    List<Sent> accepted() {
        return accepted;
    }

    /// The records of the frames of the source below an offset, which are forgotten here.
    List<Integer> takeBelow(long offset) {
        List<Integer> numbers = new ArrayList<>();
        numbersByFrame.headMap(offset).values().forEach(numbers::addAll);
        numbersByFrame.headMap(offset).clear();
        return numbers;
    }

    /// One put; it may be refused.
    void put() {
        if (stream.isPresent() && !scenario.transforming() && random.nextInt(8) == 0) {
            append(List.of(ShardWriter.aggregateOfNothing()), List.of());
            return;
        }
        List<Sent> records = new ArrayList<>();
        List<byte[]> put = new ArrayList<>();
        boolean burst = random.nextInt(25) == 0;
        for (int i = 5 + random.nextInt(30); i > 0; i--) {
            int together = random.nextInt(3) == 0 && !burst ? 1 + random.nextInt(8) : 1;
            boolean large = burst && i <= 4;
            List<Sent> some = new ArrayList<>();
            for (int j = 0; j < together; j++) {
                some.add(next(accepted.size() + records.size() + j, large));
            }
            records.addAll(some);
            put.add(packed(some));
        }
        append(put, records);
    }

    /// A shard is split, or two are merged.
    void reshard() {
        stream.ifPresent(
                of -> {
                    List<Shard> open = of.openShards();
                    if (open.size() > 1 && random.nextInt(5) < open.size()) {
                        int first = random.nextInt(open.size() - 1);
                        of.merge(open.get(first).id(), open.get(first + 1).id());
                    } else {
                        of.split(open.get(random.nextInt(open.size())).id());
                    }
                });
    }

    /// Large ones come together, in one partition.
    private Sent next(int number, boolean large) {
        String key = large ? "k0" : "k" + random.nextInt(KEYS);
        if (random.nextInt(60) == 0) {
            key = "";
        }
        int padding = large ? 280_000 : random.nextInt(9);
        boolean good = random.nextInt(10) > 0;
        String column = scenario.converting() ? ",\"n\":" + (good ? number : "\"no\"") : "";
        String text =
                "{\"c\":\"%s\"%s,\"t\":\"<%d%s>\"}"
                        .formatted(key, column, number, "x".repeat(padding));
        return new Sent(number, key, good, text);
    }

    private byte[] packed(List<Sent> some) {
        return switch (scenario) {
            case JSON_BY_QUERY, LINES_BY_FUNCTION, ROWS_BY_QUERY, WIDE_ROWS_BY_QUERY ->
                    bytes(joined(some, "\n"));
            case LOGS_BY_QUERY -> logs(some);
            case AGGREGATES_BY_QUERY, AGGREGATES_BY_FUNCTION ->
                    some.size() == 1 ? bytes(some.getFirst().text()) : aggregate(some);
        };
    }

    private static String joined(List<Sent> some, String delimiter) {
        return String.join(delimiter, some.stream().map(Sent::text).toList());
    }

    private byte[] logs(List<Sent> some) {
        if (random.nextInt(30) == 0) {
            return gzip("no logs: " + joined(some, " "));
        }
        List<String> events = new ArrayList<>();
        for (Sent record : some) {
            String message = record.text().replace("\"", "\\\"");
            events.add("{\"id\":\"1\",\"timestamp\":1,\"message\":\"" + message + "\"}");
        }
        return gzip(
                "{\"messageType\":\"DATA_MESSAGE\",\"logEvents\":["
                        + String.join(",", events)
                        + "]}");
    }

    private static byte[] gzip(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(bytes(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] aggregate(List<Sent> some) {
        Aggregate aggregate = new Aggregate();
        some.forEach(record -> aggregate.add("a", Optional.empty(), bytes(record.text())));
        return aggregate.toBytes();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private void append(List<byte[]> put, List<Sent> records) {
        ByteArrayOutputStream payload = new ByteArrayOutputStream();
        put.forEach(payload::writeBytes);
        int[] lengths = put.stream().mapToInt(record -> record.length).toArray();
        ByteBuffer bytes = ByteBuffer.wrap(payload.toByteArray());
        try {
            if (stream.isPresent()) {
                List<byte[]> keys = put.stream().map(_ -> new byte[] {'a'}).toList();
                ByteBuffer metadata = ShardFrame.metadata(false, true, keys);
                List<Shard> open = stream.get().openShards();
                Shard shard = open.get(random.nextInt(open.size()));
                stream.get().append(shard, new Frame(metadata, lengths, bytes)).join();
            } else {
                long offset =
                        world.disk
                                .partition(
                                        new StreamPartitions(world.plan().stream()).lane(),
                                        Purpose.RECORDS)
                                .append(new Frame(NO_METADATA, lengths, bytes))
                                .join()
                                .offset();
                numbersByFrame.put(offset, records.stream().map(Sent::number).toList());
            }
        } catch (CompletionException _) {
            return; // refused, so nobody was told that it is kept
        }
        accepted.addAll(records);
    }
}
