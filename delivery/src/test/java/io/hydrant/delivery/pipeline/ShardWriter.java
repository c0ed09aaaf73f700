package io.hydrant.delivery.pipeline;

import io.hydrant.streams.log.Frame;
import io.hydrant.streams.log.MemoryLog;
import io.hydrant.streams.shard.HashKey;
import io.hydrant.streams.shard.MemoryStreams;
import io.hydrant.streams.shard.Shard;
import io.hydrant.streams.shard.ShardFrame;
import io.hydrant.wire.kpl.Aggregate;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;

/// A producer that puts user records of a few keys, some of them aggregated, some in aggregates
/// that are damaged, and knows what was accepted.
final class ShardWriter {
    static final List<String> KEYS = IntStream.range(0, 12).mapToObj(i -> "k" + i).toList();
    private static final byte[] MAGIC = {(byte) 0xF3, (byte) 0x89, (byte) 0x9A, (byte) 0xC2};

    private final MemoryStreams streams;
    private final MemoryStreams.Stream stream;
    private final MemoryLog log;
    private final Random random;
    private final Map<UserRecord, Place> accepted = new HashMap<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private final Map<Shard, Long> horizons = new HashMap<>();

    private record Place(Shard shard, long offset) {}

    /// Writes to a new data stream of two shards.
    ShardWriter(MemoryStreams streams, MemoryLog log, Random random) {
        this.streams = streams;
        this.stream = streams.create(ShardedSimulation.TRIPS, 2);
        this.log = log;
        this.random = random;
    }

    MemoryStreams.Stream stream() {
        return stream;
    }

    List<UserRecord> accepted() {
        return new ArrayList<>(accepted.keySet());
    }

    boolean hasExpired(UserRecord record) {
        Place place = accepted.get(record);
        return place.offset() < horizons.getOrDefault(place.shard(), 0L);
    }

    /// One put to one shard; it may be refused.
    void put() {
        List<Shard> open = stream.openShards();
        Shard shard = open.get(random.nextInt(open.size()));
        List<String> keys =
                KEYS.stream()
                        .filter(
                                key ->
                                        shard.range()
                                                .contains(
                                                        HashKey.ofPartitionKey(
                                                                key.getBytes(
                                                                        StandardCharsets.UTF_8))))
                        .toList();
        if (!keys.isEmpty()) {
            put(shard, keys);
        }
    }

    private void put(Shard shard, List<String> keys) {
        Map<String, Integer> before = new HashMap<>(numbers);
        List<UserRecord> put = new ArrayList<>();
        List<byte[]> records = new ArrayList<>();
        boolean aggregates = false;
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            switch (random.nextInt(8)) {
                case 0, 1 -> {
                    records.add(aggregate(keys, put));
                    aggregates = true;
                }
                case 2 -> {
                    byte[] damaged = aggregate(keys, put);
                    damaged[damaged.length - 1]++;
                    records.add(damaged);
                    aggregates = true;
                }
                case 3 -> {
                    records.add(aggregateOfNothing());
                    aggregates = true;
                }
                default -> records.add(text(next(keys, put)));
            }
        }
        try {
            long offset = append(shard, records, aggregates);
            put.forEach(record -> accepted.put(record, new Place(shard, offset)));
        } catch (CompletionException _) {
            numbers.clear(); // refused, so nobody was told that it is kept
            numbers.putAll(before);
        }
    }

    long append(Shard shard, List<byte[]> records, boolean aggregates) {
        ByteArrayOutputStream payload = new ByteArrayOutputStream();
        records.forEach(payload::writeBytes);
        List<byte[]> keys = records.stream().map(_ -> new byte[] {'a'}).toList();
        Frame frame =
                new Frame(
                        ShardFrame.metadata(false, aggregates, keys),
                        records.stream().mapToInt(record -> record.length).toArray(),
                        ByteBuffer.wrap(payload.toByteArray()));
        return stream.append(shard, frame).join().offset();
    }

    /// Some of a shard's records expire; perhaps the log forgets them, perhaps the whole shard
    /// goes.
    void expireSome() {
        List<Shard> all = streams.shards(stream.id());
        Shard shard = all.get(random.nextInt(all.size()));
        long end = shard.log().endOffset();
        long before = Math.max(horizons.getOrDefault(shard, 0L), shard.log().firstOffset());
        long horizon = before + random.nextInt((int) (end - before) + 1);
        if (shard.closed().isPresent() && random.nextBoolean()) {
            horizon = end;
        }
        horizons.put(shard, horizon);
        stream.moveHorizon(shard.id(), horizon);
        if (random.nextBoolean()) {
            shard.log().trimBelow(horizon);
        }
        if (horizon == end && shard.closed().isPresent() && random.nextBoolean()) {
            log.delete(shard.log().name());
            stream.expire(shard.id());
        }
    }

    private byte[] aggregate(List<String> keys, List<UserRecord> put) {
        Aggregate aggregate = new Aggregate();
        for (int i = 1 + random.nextInt(5); i > 0; i--) {
            UserRecord record = next(keys, put);
            aggregate.add(record.key(), Optional.empty(), text(record));
        }
        return aggregate.toBytes();
    }

    private UserRecord next(List<String> keys, List<UserRecord> put) {
        String key = keys.get(random.nextInt(keys.size()));
        UserRecord record = new UserRecord(key, numbers.merge(key, 1, Integer::sum));
        put.add(record);
        return record;
    }

    private byte[] text(UserRecord record) {
        int padding = random.nextInt(12) == 0 ? random.nextInt(400_000) : random.nextInt(20);
        return record.text(padding).getBytes(StandardCharsets.US_ASCII);
    }

    /// A partition key, and no record that uses it.
    static byte[] aggregateOfNothing() {
        byte[] message = {0x0A, 1, 'a'};
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(MAGIC);
        out.writeBytes(message);
        out.writeBytes(md5(message));
        return out.toByteArray();
    }

    private static byte[] md5(byte[] message) {
        try {
            return MessageDigest.getInstance("MD5").digest(message);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
