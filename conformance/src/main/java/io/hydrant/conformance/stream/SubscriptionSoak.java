package io.hydrant.conformance.stream;

import io.hydrant.conformance.client.AwsClients;
import io.hydrant.conformance.process.Await;
import io.hydrant.conformance.process.Launch;
import io.hydrant.conformance.process.LiveHeap;
import io.hydrant.conformance.process.ServerProcess;

import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.ConsumerStatus;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.StreamStatus;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/// Many subscriptions for longer than one may live: each must end cleanly, go on where it was, and
/// miss nothing. How to run it: `docs/how-to/prove-exactly-once.md`.
public final class SubscriptionSoak {
    private static final String STREAM = "soak";
    private static final int SHARDS = 5;
    private static final int CONSUMERS = 10;
    private static final int BATCH = 20;
    private static final int PAUSE_MILLIS = 100;
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);

    /// An event comes every five seconds; what is more is the machine's.
    private static final Duration SILENCE_MAX = Duration.ofSeconds(8);

    private static final Duration AGE_MIN = Duration.ofSeconds(295);
    private static final Duration AGE_MAX = Duration.ofSeconds(310);

    private final URI endpoint;
    private final KinesisClient kinesis;
    private final List<Watcher> watchers = new ArrayList<>();
    private int batches;

    private SubscriptionSoak(URI endpoint, KinesisClient kinesis) {
        this.endpoint = endpoint;
        this.kinesis = kinesis;
    }

    /// One consumer and what it saw.
    private record Watcher(
            String name,
            KinesisAsyncClient client,
            ReaderCounts counts,
            Log log,
            StreamReader reader) {}

    /// Sequence numbers by shard, in the order in which they came.
    private static final class Log implements RecordSink {
        private final Map<String, List<String>> numbers = new TreeMap<>();

        @Override
        public synchronized void accept(String shardId, Record record) {
            numbers.computeIfAbsent(shardId, _ -> new ArrayList<>()).add(record.sequenceNumber());
        }

        synchronized int count() {
            return numbers.values().stream().mapToInt(List::size).sum();
        }

        synchronized Map<String, List<String>> numbers() {
            Map<String, List<String>> copy = new TreeMap<>();
            numbers.forEach((shard, all) -> copy.put(shard, List.copyOf(all)));
            return copy;
        }
    }

    /// @param arguments how many seconds it takes; 400 when not given
    public static void main(String[] arguments) throws IOException {
        int seconds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 400;
        Path folder = Files.createTempDirectory("hydrant-soak-");
        System.out.println("Everything is in " + folder);
        List<String> violations;
        try (ServerProcess server = ServerProcess.start(Launch.in(folder));
                KinesisClient kinesis = AwsClients.kinesis(server.endpoint())) {
            SubscriptionSoak soak = new SubscriptionSoak(server.endpoint(), kinesis);
            soak.begin();
            soak.put(Duration.ofSeconds(10));
            long before = LiveHeap.bytes(server.pid());
            soak.put(Duration.ofSeconds(seconds));
            violations = soak.end(seconds > AGE_MAX.toSeconds());
            System.out.printf(
                    "live heap %d KiB, then %d KiB%n",
                    before >> 10, LiveHeap.bytes(server.pid()) >> 10);
            violations.forEach(System.out::println);
        }
        System.exit(violations.isEmpty() ? 0 : 1);
    }

    private void begin() {
        kinesis.createStream(create -> create.streamName(STREAM).shardCount(SHARDS));
        Await.until("the stream being active", LIMIT, () -> status() == StreamStatus.ACTIVE);
        List<Shard> shards = ShardGraph.of(kinesis, STREAM).shards();
        for (int i = 0; i < CONSUMERS; i++) {
            String arn = register("watcher-" + i);
            KinesisAsyncClient client = AwsClients.kinesisOverHttp2(endpoint, ANSWER_LIMIT);
            ReaderCounts counts = new ReaderCounts();
            Log log = new Log();
            Subscribing course = new Subscribing(client, arn, log, counts);
            String name = "watcher " + i;
            StreamReader reader = StreamReader.start(name, shards, course);
            watchers.add(new Watcher(name, client, counts, log, reader));
        }
        System.out.printf("%d subscriptions%n", CONSUMERS * shards.size());
    }

    private StreamStatus status() {
        return kinesis.describeStreamSummary(describe -> describe.streamName(STREAM))
                .streamDescriptionSummary()
                .streamStatus();
    }

    private String register(String name) {
        String streamArn =
                kinesis.describeStreamSummary(describe -> describe.streamName(STREAM))
                        .streamDescriptionSummary()
                        .streamARN();
        String arn =
                kinesis.registerStreamConsumer(
                                register -> register.streamARN(streamArn).consumerName(name))
                        .consumer()
                        .consumerARN();
        Await.until(
                name + " being active",
                LIMIT,
                () ->
                        kinesis.describeStreamConsumer(describe -> describe.consumerARN(arn))
                                        .consumerDescription()
                                        .consumerStatus()
                                == ConsumerStatus.ACTIVE);
        return arn;
    }

    /// Some records at a time to half of the shards, the others being silent but for a few.
    private void put(Duration duration) {
        long deadlineNanos = System.nanoTime() + duration.toNanos();
        while (System.nanoTime() - deadlineNanos < 0) {
            int batch = batches++;
            kinesis.putRecords(put -> put.streamName(STREAM).records(entries(batch)));
            Await.pause(PAUSE_MILLIS);
        }
    }

    private static List<PutRecordsRequestEntry> entries(int batch) {
        int keys = batch % 300 == 0 ? BATCH : 2;
        return IntStream.range(0, BATCH)
                .mapToObj(
                        i ->
                                PutRecordsRequestEntry.builder()
                                        .partitionKey("key " + i % keys)
                                        .data(SdkBytes.fromUtf8String("record " + batch + "/" + i))
                                        .build())
                .toList();
    }

    /// @param aged whether each subscription must have reached its greatest age
    /// @return what was wrong
    private List<String> end(boolean aged) {
        Log truth = new Log();
        StreamSnapshot.read(kinesis, STREAM, truth);
        List<String> violations = new ArrayList<>();
        for (Watcher watcher : watchers) {
            long deadlineNanos = System.nanoTime() + LIMIT.toNanos();
            while (watcher.log().count() < truth.count() && System.nanoTime() - deadlineNanos < 0) {
                Await.pause(PAUSE_MILLIS);
            }
            judge(watcher, truth, aged, violations);
            watcher.reader().close();
            watcher.client().close();
        }
        System.out.printf("%d records for each watcher%n", truth.count());
        return violations;
    }

    private static void judge(Watcher watcher, Log truth, boolean aged, List<String> violations) {
        ReaderCounts counts = watcher.counts();
        System.out.printf(
                "%s: %d records in %d events, silence at most %d ms, %d clean ends at %s to %s,"
                        + " taken up again after %s%n",
                watcher.name(),
                counts.records(),
                counts.answers(),
                counts.silenceMax().toMillis(),
                counts.cleanEnds(),
                counts.ageMin(),
                counts.ageMax(),
                counts.interruptions());
        if (!watcher.log().numbers().equals(truth.numbers())) {
            violations.add(watcher.name() + " saw other records than there are");
        }
        if (counts.silenceMax().compareTo(SILENCE_MAX) > 0) {
            violations.add(watcher.name() + " heard nothing for " + counts.silenceMax());
        }
        watcher.reader().failure().ifPresent(why -> violations.add(why + ", " + why.getCause()));
        if (!aged) {
            return;
        }
        boolean inTime =
                counts.ageMin().compareTo(AGE_MIN) >= 0 && counts.ageMax().compareTo(AGE_MAX) <= 0;
        if (counts.cleanEnds() < SHARDS || !inTime) {
            violations.add(watcher.name() + " was not ended cleanly after five minutes");
        }
    }
}
