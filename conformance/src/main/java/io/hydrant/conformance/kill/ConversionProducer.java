package io.hydrant.conformance.kill;

import io.hydrant.conformance.client.AwsClients;
import io.hydrant.conformance.kill.ConversionAttempts.Attempt;
import io.hydrant.conformance.process.Await;

import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.firehose.model.Record;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A client that puts records to be converted until each was acknowledged, whatever happens to the
/// server: to delivery streams, and to the data stream that one of them reads.
final class ConversionProducer implements Runnable {
    private static final int RECORDS_MAX = 300;
    private static final int RETRY_MILLIS_MAX = 300;
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
            List<Integer> numbers = work.take(random.nextInt(1, RECORDS_MAX + 1));
            while (!numbers.isEmpty()) {
                ConversionLane[] lanes = ConversionLane.values();
                putAll(clients, lanes[random.nextInt(lanes.length)], numbers);
                Await.pause(work.pauseMillis(numbers.size()));
                numbers = work.take(random.nextInt(1, RECORDS_MAX + 1));
            }
        } catch (RuntimeException e) {
            work.fail(e);
        }
    }

    private void putAll(Clients clients, ConversionLane lane, List<Integer> numbers) {
        List<Integer> open = numbers;
        while (!open.isEmpty() && !work.failed()) {
            open = putOnce(clients, attempts.begin(lane, open));
            if (!open.isEmpty()) {
                Await.pause(random.nextInt(10, RETRY_MILLIS_MAX));
            }
        }
    }

    /// @return the numbers that were not acknowledged
    private List<Integer> putOnce(Clients clients, Attempt attempt) {
        work.putBegins();
        try {
            return refused(
                    attempt,
                    switch (attempt.lane()) {
                        case PARQUET, ORC -> put(clients.firehose(), attempt);
                        case SOURCED -> put(clients.kinesis(), attempt);
                    });
        } catch (AwsServiceException e) {
            if (e.statusCode() < 500) {
                throw e; // the server found fault with a request that has none
            }
            String code = e.awsErrorDetails().errorCode();
            work.countRefusal(code == null ? "status " + e.statusCode() : code);
        } catch (SdkClientException _) {
            work.countRefusal("no answer"); // whether it was taken nobody knows
        } finally {
            work.putEnds();
        }
        return attempt.numbers();
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

    private List<Integer> refused(Attempt attempt, List<Optional<String>> errors) {
        List<Integer> refused = new ArrayList<>();
        for (int place = 0; place < errors.size(); place++) {
            if (errors.get(place).isPresent()) {
                work.countRefusal(errors.get(place).get());
                refused.add(attempt.numbers().get(place));
            } else {
                attempts.acknowledge(attempt, place);
            }
        }
        work.accepted(errors.size() - refused.size());
        return refused;
    }
}
