package io.hydrant.conformance.kill;

import io.hydrant.conformance.client.AwsClients;

import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.firehose.model.Record;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/// A client that puts records until each was acknowledged, whatever happens to the server.
final class Producer implements Runnable {
    private static final int RECORDS_MAX = 500;
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
            PutLoop loop = new PutLoop(work, random);
            loop.run(
                    RECORDS_MAX,
                    () -> {
                        Lane lane = Lane.values()[random.nextInt(Lane.values().length)];
                        return numbers -> put(firehose, attempts.begin(lane, numbers), loop);
                    });
        }
    }

    private List<Integer> put(FirehoseClient firehose, Attempts.Attempt attempt, PutLoop loop) {
        List<Optional<String>> errors =
                firehose
                        .putRecordBatch(
                                put ->
                                        put.deliveryStreamName(attempt.lane().stream())
                                                .records(records(attempt)))
                        .requestResponses()
                        .stream()
                        .map(entry -> entry.recordId() == null ? entry.errorCode() : null)
                        .map(Optional::ofNullable)
                        .toList();
        for (int place = 0; place < errors.size(); place++) {
            if (errors.get(place).isEmpty()) {
                attempts.acknowledge(attempt, place);
            }
        }
        return loop.refused(attempt.numbers(), errors);
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
