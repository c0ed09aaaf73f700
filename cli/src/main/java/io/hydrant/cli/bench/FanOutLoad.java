package io.hydrant.cli.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.hydrant.cli.client.RequestSigner;
import io.hydrant.cli.client.WireClient;
import io.hydrant.cli.terminal.CommandFailed;
import io.hydrant.cli.terminal.Pauses;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;

/// Records at a steady rate to one stream, and how long each takes until every consumer has it:
/// from before its put is sent until its event is read.
final class FanOutLoad {
    private static final int RECORDS_PER_PUT = 10;
    private static final int RECORD_BYTES = 1024;
    private static final int TIME_DIGITS = 19;
    private static final byte[] DATA = "\"Data\":\"".getBytes(StandardCharsets.ISO_8859_1);
    private static final Duration POLL = Duration.ofMillis(50);

    private final Random keys = new Random(42);
    private final WireClient wire;
    private final RequestSigner signer;
    private final int port;
    private final Pauses pauses;
    private final ConcurrentLinkedQueue<Arrivals> arrivals = new ConcurrentLinkedQueue<>();
    private final AtomicReference<Exception> failure = new AtomicReference<>();

    FanOutLoad(WireClient wire, RequestSigner signer, int port, Pauses pauses) {
        this.wire = wire;
        this.signer = signer;
        this.port = port;
        this.pauses = pauses;
    }

    /// What all consumers together saw.
    record Outcome(long[] sortedNanos, Duration wall) {
        double latencyMillis(double quantile) {
            int index =
                    (int) Math.min(sortedNanos.length - 1L, (long) (sortedNanos.length * quantile));
            return sortedNanos[index] / 1e6;
        }
    }

    /// Registers the consumers, and subscribes each to every shard.
    void prepare(String stream, int shards, int consumers) {
        String arn = streamArn(stream);
        CountDownLatch subscribed = new CountDownLatch(shards * consumers);
        for (int consumer = 0; consumer < consumers; consumer++) {
            String consumerArn = register(arn, "consumer-" + consumer);
            for (int shard = 0; shard < shards; shard++) {
                subscribe(consumerArn, shard, subscribed);
            }
        }
        try {
            subscribed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailed("interrupted", e);
        }
        check();
    }

    /// Puts for a time.
    Outcome run(StreamRequests requests, int recordsPerSecond, Duration time) throws IOException {
        arrivals.forEach(Arrivals::clear);
        long intervalNanos = 1_000_000_000L * RECORDS_PER_PUT / recordsPerSecond;
        long start = System.nanoTime();
        long next = start;
        int puts = 0;
        try (Connection connection = Connection.open(port)) {
            while (next - start < time.toNanos()) {
                pauses.pause(Duration.ofNanos(Math.max(0, next - System.nanoTime())));
                if (!connection.exchange(put(requests)).accepted()) {
                    throw new CommandFailed("a put was refused");
                }
                puts++;
                next += intervalNanos;
            }
        }
        pauses.pause(Duration.ofSeconds(1));
        check();
        long[] all = arrivals.stream().flatMapToLong(Arrivals::nanos).sorted().toArray();
        long expected = (long) puts * RECORDS_PER_PUT * consumersOf();
        if (all.length != expected) {
            throw new CommandFailed("consumers saw " + all.length + " of " + expected + " records");
        }
        return new Outcome(all, Duration.ofNanos(System.nanoTime() - start));
    }

    private long consumersOf() {
        return arrivals.stream().map(Arrivals::consumer).distinct().count();
    }

    private PreparedRequest put(StreamRequests requests) {
        byte[] data = new byte[RECORD_BYTES];
        Arrays.fill(data, (byte) '.');
        byte[] now =
                String.format(Locale.ROOT, "%0" + TIME_DIGITS + "d", System.nanoTime())
                        .getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(now, 0, data, 0, now.length);
        return requests.putRecords(Collections.nCopies(RECORDS_PER_PUT, data), keys);
    }

    private void subscribe(String consumerArn, int shard, CountDownLatch subscribed) {
        PreparedRequest request =
                StreamRequests.subscribeToShard(
                        signer,
                        port,
                        consumerArn,
                        String.format(Locale.ROOT, "shardId-%012d", shard));
        Arrivals seen = new Arrivals(consumerArn);
        arrivals.add(seen);
        Thread.ofVirtual().start(() -> read(request, seen, subscribed));
    }

    private void read(PreparedRequest request, Arrivals seen, CountDownLatch subscribed) {
        boolean first = true;
        try (Connection connection = Connection.open(port);
                DataInputStream in = new DataInputStream(connection.open(request))) {
            while (true) {
                byte[] message = new byte[in.readInt() - Integer.BYTES];
                in.readFully(message);
                long now = System.nanoTime();
                if (first) {
                    subscribed.countDown();
                    first = false;
                }
                note(message, now, seen);
            }
        } catch (EOFException _) {
            // the server stops
        } catch (IOException e) {
            failure.compareAndSet(null, e);
            subscribed.countDown();
        }
    }

    /// Looks for records without reading the event as JSON: the consumers share the machine.
    private static void note(byte[] message, long now, Arrivals seen) {
        int last = message.length - DATA.length - 2 * TIME_DIGITS;
        for (int at = 0; at < last; at++) {
            if (Arrays.equals(message, at, at + DATA.length, DATA, 0, DATA.length)) {
                int start = at + DATA.length;
                byte[] text = Arrays.copyOfRange(message, start, start + 28);
                byte[] data = Base64.getDecoder().decode(text);
                String sent = new String(data, 0, TIME_DIGITS, StandardCharsets.ISO_8859_1);
                seen.add(now - Long.parseLong(sent));
                at = start;
            }
        }
    }

    private String register(String streamArn, String name) {
        ObjectNode input = JsonNodeFactory.instance.objectNode();
        input.put("StreamARN", streamArn).put("ConsumerName", name);
        String arn = call("RegisterStreamConsumer", input).at("/Consumer/ConsumerARN").asText();
        ObjectNode described = JsonNodeFactory.instance.objectNode().put("ConsumerARN", arn);
        while (!call("DescribeStreamConsumer", described)
                .at("/ConsumerDescription/ConsumerStatus")
                .asText()
                .equals("ACTIVE")) {
            pauses.pause(POLL);
        }
        return arn;
    }

    private String streamArn(String stream) {
        ObjectNode named = JsonNodeFactory.instance.objectNode().put("StreamName", stream);
        return call("DescribeStreamSummary", named)
                .at("/StreamDescriptionSummary/StreamARN")
                .asText();
    }

    private JsonNode call(String operation, ObjectNode input) {
        return wire.call("kinesis", "Kinesis_20131202." + operation, input);
    }

    private void check() {
        Exception failed = failure.get();
        if (failed != null) {
            throw new CommandFailed("a subscription failed: " + failed.getMessage(), failed);
        }
    }

    /// What one subscription saw. For its thread, and for others once it is quiet.
    private static final class Arrivals {
        private final String consumer;
        private final List<Long> nanos = new ArrayList<>();

        private Arrivals(String consumer) {
            this.consumer = consumer;
        }

        String consumer() {
            return consumer;
        }

        synchronized void add(long latencyNanos) {
            nanos.add(latencyNanos);
        }

        synchronized void clear() {
            nanos.clear();
        }

        synchronized LongStream nanos() {
            return Arrays.stream(nanos.stream().mapToLong(Long::longValue).toArray());
        }
    }
}
