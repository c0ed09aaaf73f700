package io.hydrant.conformance.kill;

import io.hydrant.conformance.client.AwsClients;
import io.hydrant.conformance.kill.PartitionAttempts.Attempt;
import io.hydrant.conformance.stream.Aggregation;

import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.firehose.model.Record;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;

import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/// A client that puts records of many partitions until each was acknowledged, several together in
/// one where its stream takes them apart.
final class PartitionProducer implements Runnable {
    private static final int RECORDS_MAX = 300;
    private static final int TOGETHER_MAX = 8;
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);
    private static final BigInteger HASH_KEYS = BigInteger.ONE.shiftLeft(128);

    private final URI endpoint;
    private final Workload work;
    private final PartitionAttempts attempts;
    private final SplittableRandom random;

    PartitionProducer(
            URI endpoint, Workload work, PartitionAttempts attempts, SplittableRandom random) {
        this.endpoint = endpoint;
        this.work = work;
        this.attempts = attempts;
        this.random = random;
    }

    private record Clients(FirehoseClient firehose, KinesisClient kinesis) {}

    /// Records of an attempt that are put as one.
    private record Group(int from, int to) {}

    @Override
    public void run() {
        try (FirehoseClient firehose = AwsClients.firehoseWithoutRetries(endpoint, ANSWER_LIMIT);
                KinesisClient kinesis = AwsClients.kinesisWithoutRetries(endpoint, ANSWER_LIMIT)) {
            Clients clients = new Clients(firehose, kinesis);
            PutLoop loop = new PutLoop(work, random);
            PartitionLane[] lanes = PartitionLane.values();
            AtomicInteger turn = new AtomicInteger(random.nextInt(lanes.length));
            loop.run(
                    RECORDS_MAX,
                    () -> {
                        // In turns: even a short run puts to each of them.
                        PartitionLane lane = lanes[turn.getAndIncrement() % lanes.length];
                        return numbers -> put(clients, attempts.begin(lane, numbers), loop);
                    });
        }
    }

    private List<Integer> put(Clients clients, Attempt attempt, PutLoop loop) {
        List<Group> groups = groups(attempt);
        List<Optional<String>> errors =
                switch (attempt.lane()) {
                    case QUERIED, TRANSFORMED -> put(clients.firehose(), attempt, groups);
                    case AGGREGATED -> put(clients.kinesis(), attempt, groups);
                };
        List<Optional<String>> byRecord = new ArrayList<>();
        for (int i = 0; i < groups.size(); i++) {
            Group group = groups.get(i);
            Optional<String> error = errors.get(i);
            IntStream.range(group.from(), group.to()).forEach(_ -> byRecord.add(error));
            if (error.isEmpty()) {
                attempts.acknowledge(attempt, group.from(), group.to());
            }
        }
        return loop.refused(attempt.numbers(), byRecord);
    }

    private List<Group> groups(Attempt attempt) {
        List<Group> groups = new ArrayList<>();
        int from = 0;
        while (from < attempt.numbers().size()) {
            boolean together = attempt.lane() != PartitionLane.TRANSFORMED && random.nextBoolean();
            int count = together ? random.nextInt(2, TOGETHER_MAX + 1) : 1;
            int to = Math.min(attempt.numbers().size(), from + count);
            groups.add(new Group(from, to));
            from = to;
        }
        return groups;
    }

    /// @return the error code of each group that was not taken
    private List<Optional<String>> put(
            FirehoseClient firehose, Attempt attempt, List<Group> groups) {
        List<Record> records =
                groups.stream()
                        .map(group -> SdkBytes.fromUtf8String(joined(attempt, group)))
                        .map(data -> Record.builder().data(data).build())
                        .toList();
        return firehose
                .putRecordBatch(
                        put -> put.deliveryStreamName(attempt.lane().stream()).records(records))
                .requestResponses()
                .stream()
                .map(entry -> entry.recordId() == null ? entry.errorCode() : null)
                .map(Optional::ofNullable)
                .toList();
    }

    private String joined(Attempt attempt, Group group) {
        return String.join(random.nextBoolean() ? "" : "\n", lines(attempt, group));
    }

    private List<Optional<String>> put(KinesisClient kinesis, Attempt attempt, List<Group> groups) {
        List<PutRecordsRequestEntry> entries =
                groups.stream()
                        .map(
                                group ->
                                        PutRecordsRequestEntry.builder()
                                                .data(aggregate(attempt, group))
                                                .partitionKey("key " + random.nextInt())
                                                .build())
                        .toList();
        return kinesis
                .putRecords(put -> put.streamName(PartitionLane.SOURCE).records(entries))
                .records()
                .stream()
                .map(entry -> entry.sequenceNumber() == null ? entry.errorCode() : null)
                .map(Optional::ofNullable)
                .toList();
    }

    private SdkBytes aggregate(Attempt attempt, Group group) {
        List<String> lines = lines(attempt, group);
        if (lines.size() == 1) {
            return SdkBytes.fromUtf8String(lines.getFirst());
        }
        byte[] seed = new byte[16];
        random.nextBytes(seed);
        return SdkBytes.fromByteArray(
                Aggregation.of(
                        lines.stream().map(_ -> "key").toList(),
                        new BigInteger(1, seed).mod(HASH_KEYS).toString(),
                        lines.stream()
                                .map(line -> line.getBytes(StandardCharsets.UTF_8))
                                .toList()));
    }

    private static List<String> lines(Attempt attempt, Group group) {
        return IntStream.range(group.from(), group.to())
                .mapToObj(place -> attempt.record(place).line())
                .toList();
    }
}
