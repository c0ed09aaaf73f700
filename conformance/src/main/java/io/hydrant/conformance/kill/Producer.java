package io.hydrant.conformance.kill;

import io.hydrant.conformance.client.AwsClients;
import io.hydrant.conformance.process.Await;

import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.firehose.model.FirehoseException;
import software.amazon.awssdk.services.firehose.model.PutRecordBatchResponse;
import software.amazon.awssdk.services.firehose.model.PutRecordBatchResponseEntry;
import software.amazon.awssdk.services.firehose.model.Record;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// A client that puts records until each was acknowledged, whatever happens to the server.
final class Producer implements Runnable {
    private static final int RECORDS_MAX = 500;
    private static final int RETRY_MILLIS_MAX = 300;
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);

    private final URI endpoint;
    private final Workload work;
    private final Attempts attempts;
    private final SplittableRandom random;

    Producer(URI endpoint, Workload work, Attempts attempts, SplittableRandom random) {
        this.endpoint = endpoint;
        this.work = work;
        this.attempts = attempts;
        this.random = random;
    }

    @Override
    public void run() {
        try (FirehoseClient firehose = AwsClients.firehoseWithoutRetries(endpoint, ANSWER_LIMIT)) {
            List<Integer> numbers = work.take(random.nextInt(1, RECORDS_MAX + 1));
            while (!numbers.isEmpty()) {
                Lane lane = Lane.values()[random.nextInt(Lane.values().length)];
                putAll(firehose, lane, numbers);
                Await.pause(work.pauseMillis(numbers.size()));
                numbers = work.take(random.nextInt(1, RECORDS_MAX + 1));
            }
        } catch (RuntimeException e) {
            work.fail(e);
        }
    }

    private void putAll(FirehoseClient firehose, Lane lane, List<Integer> numbers) {
        List<Integer> open = numbers;
        while (!open.isEmpty() && !work.failed()) {
            open = putOnce(firehose, attempts.begin(lane, open));
            if (!open.isEmpty()) {
                Await.pause(random.nextInt(10, RETRY_MILLIS_MAX));
            }
        }
    }

    /// @return the numbers that were not acknowledged
    private List<Integer> putOnce(FirehoseClient firehose, Attempts.Attempt attempt) {
        work.putBegins();
        try {
            PutRecordBatchResponse answer =
                    firehose.putRecordBatch(
                            put ->
                                    put.deliveryStreamName(attempt.lane().stream())
                                            .records(records(attempt)));
            return refused(attempt, answer);
        } catch (FirehoseException e) {
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

    private List<Integer> refused(Attempts.Attempt attempt, PutRecordBatchResponse answer) {
        List<Integer> refused = new ArrayList<>();
        int place = 0;
        for (PutRecordBatchResponseEntry entry : answer.requestResponses()) {
            if (entry.recordId() == null) {
                work.countRefusal(entry.errorCode());
                refused.add(attempt.numbers().get(place));
            } else {
                attempts.acknowledge(attempt, place);
            }
            place++;
        }
        work.accepted(place - refused.size());
        return refused;
    }

    private static List<Record> records(Attempts.Attempt attempt) {
        List<Record> records = new ArrayList<>(attempt.numbers().size());
        String end = attempt.lane().recordsEndLines() ? "\n" : "";
        for (int place = 0; place < attempt.numbers().size(); place++) {
            SdkBytes data = SdkBytes.fromUtf8String(attempt.record(place).line() + end);
            records.add(Record.builder().data(data).build());
        }
        return records;
    }
}
