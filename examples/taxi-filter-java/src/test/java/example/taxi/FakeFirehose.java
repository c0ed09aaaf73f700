package example.taxi;

import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.firehose.model.FirehoseException;
import software.amazon.awssdk.services.firehose.model.PutRecordBatchRequest;
import software.amazon.awssdk.services.firehose.model.PutRecordBatchResponse;
import software.amazon.awssdk.services.firehose.model.PutRecordBatchResponseEntry;
import software.amazon.awssdk.services.firehose.model.Record;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/// Answers as it is told, request by request, and then takes everything.
final class FakeFirehose implements FirehoseClient {
    private final Deque<Answer> answers = new ArrayDeque<>();
    final List<List<String>> requests = new ArrayList<>();
    final List<String> taken = new ArrayList<>();

    private sealed interface Answer {
        record Thrown(SdkException exception) implements Answer {}

        record Refused(Set<Integer> entries, String code) implements Answer {}
    }

    FakeFirehose thenThrow(SdkException exception) {
        answers.add(new Answer.Thrown(exception));
        return this;
    }

    FakeFirehose thenRefuse(String code, Integer... entries) {
        answers.add(new Answer.Refused(Set.of(entries), code));
        return this;
    }

    static SdkException failure(int status, String code) {
        AwsErrorDetails details =
                AwsErrorDetails.builder().errorCode(code).errorMessage("said so").build();
        return FirehoseException.builder()
                .statusCode(status)
                .awsErrorDetails(details)
                .message(code + ": said so")
                .build();
    }

    @Override
    public PutRecordBatchResponse putRecordBatch(PutRecordBatchRequest request) {
        List<String> texts = request.records().stream().map(FakeFirehose::text).toList();
        requests.add(texts);
        return switch (answers.isEmpty() ? new Answer.Refused(Set.of(), "") : answers.remove()) {
            case Answer.Thrown(SdkException exception) -> throw exception;
            case Answer.Refused(Set<Integer> entries, String code) -> take(texts, entries, code);
        };
    }

    private PutRecordBatchResponse take(List<String> texts, Set<Integer> refused, String code) {
        List<PutRecordBatchResponseEntry> entries = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            PutRecordBatchResponseEntry.Builder entry = PutRecordBatchResponseEntry.builder();
            if (refused.contains(i)) {
                entry.errorCode(code).errorMessage("no");
            } else {
                entry.recordId("id");
                taken.add(texts.get(i));
            }
            entries.add(entry.build());
        }
        return PutRecordBatchResponse.builder()
                .failedPutCount(refused.size())
                .requestResponses(entries)
                .build();
    }

    private static String text(Record record) {
        return new String(record.data().asByteArray(), StandardCharsets.UTF_8);
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
