package io.hydrant.conformance.kill;

import io.hydrant.conformance.client.AwsClients;
import io.hydrant.conformance.kill.ConversionAttempts.Attempt;

import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.firehose.model.Record;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A client that puts records to be converted until each was acknowledged, whatever happens to the
/// server: to delivery streams, and to the data stream that one of them reads.
final class ConversionProducer implements Runnable {
    private static final int RECORDS_MAX = 300;
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);

    private final URI endpoint;
    private final Workload work;
    private final ConversionAttempts attempts;
    private final SplittableRandom random;

    ConversionProducer(
            URI endpoint, Workload work, ConversionAttempts attempts, SplittableRandom random) {
        this.endpoint = endpoint;
        this.work = work;
        this.attempts = attempts;
        this.random = random;
    }

    private record Clients(FirehoseClient firehose, KinesisClient kinesis) {}

    @Override
    public void run() {
        try (FirehoseClient firehose = AwsClients.firehoseWithoutRetries(endpoint, ANSWER_LIMIT);
                KinesisClient kinesis = AwsClients.kinesisWithoutRetries(endpoint, ANSWER_LIMIT)) {
            Clients clients = new Clients(firehose, kinesis);
            PutLoop loop = new PutLoop(work, random);
            ConversionLane[] lanes = ConversionLane.values();
            loop.run(
                    RECORDS_MAX,
                    () -> {
                        ConversionLane lane = lanes[random.nextInt(lanes.length)];
                        return numbers -> put(clients, attempts.begin(lane, numbers), loop);
                    });
        }
    }

    private List<Integer> put(Clients clients, Attempt attempt, PutLoop loop) {
        List<Optional<String>> errors =
                switch (attempt.lane()) {
                    case PARQUET, ORC -> put(clients.firehose(), attempt);
                    case SOURCED -> put(clients.kinesis(), attempt);
                };
        for (int place = 0; place < errors.size(); place++) {
            if (errors.get(place).isEmpty()) {
                attempts.acknowledge(attempt, place);
            }
        }
        return loop.refused(attempt.numbers(), errors);
    }

    /// @return the error code of each record that was not taken
    private static List<Optional<String>> put(FirehoseClient firehose, Attempt attempt) {
        List<Record> records =
                data(attempt).map(data -> Record.builder().data(data).build()).toList();
        return firehose
                .putRecordBatch(
                        put -> put.deliveryStreamName(attempt.lane().stream()).records(records))
                .requestResponses()
                .stream()
                .map(entry -> entry.recordId() == null ? entry.errorCode() : null)
                .map(Optional::ofNullable)
                .toList();
    }

    private static List<Optional<String>> put(KinesisClient kinesis, Attempt attempt) {
        List<PutRecordsRequestEntry> entries =
                data(attempt)
                        .map(
                                data ->
                                        PutRecordsRequestEntry.builder()
                                                .data(data)
                                                .partitionKey("key " + data.hashCode())
                                                .build())
                        .toList();
        return kinesis
                .putRecords(put -> put.streamName(ConversionLane.SOURCE).records(entries))
                .records()
                .stream()
                .map(entry -> entry.sequenceNumber() == null ? entry.errorCode() : null)
                .map(Optional::ofNullable)
                .toList();
    }

    private static Stream<SdkBytes> data(Attempt attempt) {
        return IntStream.range(0, attempt.numbers().size())
                .mapToObj(place -> SdkBytes.fromUtf8String(attempt.record(place).text()));
    }
}
