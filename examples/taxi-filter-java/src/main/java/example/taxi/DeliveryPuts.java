package example.taxi;

import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.firehose.model.PutRecordBatchResponse;
import software.amazon.awssdk.services.firehose.model.PutRecordBatchResponseEntry;
import software.amazon.awssdk.services.firehose.model.Record;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/// Puts any number of records to a delivery stream, within the limits of a request, and again when
/// some were not taken.
///
/// Source: Firehose API Reference, PutRecordBatch.
final class DeliveryPuts {
    static final int RECORDS_MAX = 500;
    static final int BATCH_BYTES_MAX = 4 << 20;
    static final int RECORD_BYTES_MAX = 1_000 << 10;

    /// Beside every answer with a status of 500 and above, and what the SDK knows as throttling.
    private static final Set<String> PASSING_CODES =
            Set.of(
                    "InternalFailure",
                    "InternalServerError",
                    "LimitExceededException",
                    "RequestTimeout",
                    "ServiceUnavailable",
                    "ServiceUnavailableException");

    private final FirehoseClient firehose;
    private final String stream;
    private final Consumer<String> log;

    DeliveryPuts(FirehoseClient firehose, String stream, Consumer<String> log) {
        this.firehose = firehose;
        this.stream = stream;
        this.log = log;
    }

    /// What may have been taken although no answer came is put again: records may arrive twice,
    /// none is lost unnoticed.
    ///
    /// @return the reason by the place in the list, for those that were not taken in the end
    Map<Integer, String> putAll(List<byte[]> records, Backoff backoff) {
        Map<Integer, String> given = new TreeMap<>();
        Map<Integer, String> refused =
                putOnce(records, IntStream.range(0, records.size()).boxed().toList(), given);
        for (int retry = 1; retry <= backoff.retriesMax() && !refused.isEmpty(); retry++) {
            log.accept(
                    "%d of %d records were not taken (%s); retry %d of %d\n"
                            .formatted(
                                    refused.size(),
                                    records.size(),
                                    refused.values().iterator().next(),
                                    retry,
                                    backoff.retriesMax()));
            if (!backoff.waitBefore(retry)) {
                log.accept("No time is left to put them again\n");
                break;
            }
            refused = putOnce(records, refused.keySet(), given);
        }
        given.putAll(refused);
        return given;
    }

    /// @param given gets what never will be taken
    /// @return what may be taken another time
    private Map<Integer, String> putOnce(
            List<byte[]> records, Collection<Integer> places, Map<Integer, String> given) {
        Map<Integer, String> refused = new TreeMap<>();
        for (List<Integer> batch : batches(records, places)) {
            try {
                refused.putAll(put(records, batch));
            } catch (SdkException e) {
                Map<Integer, String> target = passes(e) ? refused : given;
                batch.forEach(place -> target.put(place, e.getMessage()));
            }
        }
        return refused;
    }

    private Map<Integer, String> put(List<byte[]> records, List<Integer> batch) {
        List<Record> entries =
                batch.stream()
                        .map(records::get)
                        .map(data -> Record.builder().data(SdkBytes.fromByteArray(data)).build())
                        .toList();
        PutRecordBatchResponse answer =
                firehose.putRecordBatch(put -> put.deliveryStreamName(stream).records(entries));
        Map<Integer, String> refused = new TreeMap<>();
        if (answer.failedPutCount() > 0) {
            for (int i = 0; i < batch.size(); i++) {
                PutRecordBatchResponseEntry entry = answer.requestResponses().get(i);
                if (entry.errorCode() != null) {
                    refused.put(batch.get(i), entry.errorCode() + ": " + entry.errorMessage());
                }
            }
        }
        return refused;
    }

    /// Cuts places into lists whose records fit a request each.
    static List<List<Integer>> batches(List<byte[]> records, Collection<Integer> places) {
        List<List<Integer>> batches = new ArrayList<>();
        List<Integer> batch = new ArrayList<>();
        int bytes = 0;
        for (int place : places) {
            int more = records.get(place).length;
            boolean full = batch.size() == RECORDS_MAX || bytes + more > BATCH_BYTES_MAX;
            if (full && !batch.isEmpty()) {
                batches.add(batch);
                batch = new ArrayList<>();
                bytes = 0;
            }
            batch.add(place);
            bytes += more;
        }
        if (!batch.isEmpty()) {
            batches.add(batch);
        }
        return batches;
    }

    /// Whether the same request may succeed later.
    private static boolean passes(SdkException e) {
        return switch (e) {
            case AwsServiceException said ->
                    said.statusCode() >= 500
                            || said.isThrottlingException()
                            || PASSING_CODES.contains(said.awsErrorDetails().errorCode());
            case SdkClientException unheard -> unheard.getCause() instanceof IOException;
            default -> false;
        };
    }
}
