package io.hydrant.conformance.kill;

import io.hydrant.conformance.client.AwsClients;

import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.KinesisException;
import software.amazon.awssdk.services.kinesis.model.PutRecordRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;

import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;

/// Puts in CBOR with the AWS SDK for Java.
final class SdkStreamWriter implements StreamWriter {
    private static final Duration WAIT_LIMIT = Duration.ofSeconds(60);

    private final String stream;
    private final Function<PutRecordRequest, PutRecordResponse> putRecord;
    private final Function<PutRecordsRequest, PutRecordsResponse> putRecords;
    private final AutoCloseable client;

    private SdkStreamWriter(
            String stream,
            Function<PutRecordRequest, PutRecordResponse> putRecord,
            Function<PutRecordsRequest, PutRecordsResponse> putRecords,
            AutoCloseable client) {
        this.stream = stream;
        this.putRecord = putRecord;
        this.putRecords = putRecords;
        this.client = client;
    }

    /// Over HTTP/1.1.
    static StreamWriter blocking(URI endpoint, String stream, Duration answerLimit) {
        KinesisClient client = AwsClients.kinesisWithoutRetries(endpoint, answerLimit);
        return new SdkStreamWriter(stream, client::putRecord, client::putRecords, client);
    }

    /// Over HTTP/2.
    static StreamWriter overHttp2(URI endpoint, String stream, Duration answerLimit) {
        KinesisAsyncClient client = AwsClients.kinesisOverHttp2(endpoint, answerLimit);
        return new SdkStreamWriter(
                stream,
                request -> inTime(client.putRecord(request)),
                request -> inTime(client.putRecords(request)),
                client);
    }

    @Override
    public Outcome put(StreamAttempts.Attempt attempt, Optional<BigInteger> after) {
        PutRecordRequest.Builder put =
                PutRecordRequest.builder()
                        .streamName(stream)
                        .partitionKey(attempt.channel().partitionKey())
                        .data(SdkBytes.fromByteArrayUnsafe(attempt.data()));
        attempt.channel().explicitHashKey().ifPresent(put::explicitHashKey);
        after.ifPresent(number -> put.sequenceNumberForOrdering(number.toString()));
        PutRecordResponse answer = answered(() -> putRecord.apply(put.build()));
        return Outcome.of(answer.shardId(), answer.sequenceNumber(), "no code");
    }

    @Override
    public List<Outcome> putAll(List<StreamAttempts.Attempt> attempts) {
        PutRecordsRequest request =
                PutRecordsRequest.builder()
                        .streamName(stream)
                        .records(attempts.stream().map(SdkStreamWriter::entry).toList())
                        .build();
        PutRecordsResponse answer = answered(() -> putRecords.apply(request));
        List<Outcome> outcomes =
                answer.records().stream()
                        .map(
                                entry ->
                                        Outcome.of(
                                                entry.shardId(),
                                                entry.sequenceNumber(),
                                                entry.errorCode()))
                        .toList();
        long refused = outcomes.stream().filter(Outcome.Refused.class::isInstance).count();
        if (answer.failedRecordCount() != refused) {
            throw new IllegalStateException("FailedRecordCount is wrong: " + answer);
        }
        return outcomes;
    }

    @Override
    public void close() {
        try {
            client.close();
        } catch (Exception e) {
            throw new IllegalStateException("a client does not close", e);
        }
    }

    private static PutRecordsRequestEntry entry(StreamAttempts.Attempt attempt) {
        PutRecordsRequestEntry.Builder entry =
                PutRecordsRequestEntry.builder()
                        .partitionKey(attempt.channel().partitionKey())
                        .data(SdkBytes.fromByteArrayUnsafe(attempt.data()));
        attempt.channel().explicitHashKey().ifPresent(entry::explicitHashKey);
        return entry.build();
    }

    /// The client's own limits do not hold for what waits for a connection.
    private static <T> T inTime(CompletableFuture<T> answer) {
        return answer.orTimeout(WAIT_LIMIT.toSeconds(), TimeUnit.SECONDS).join();
    }

    private static <T> T answered(Supplier<T> call) {
        try {
            return call.get();
        } catch (CompletionException e) {
            throw unknown(e.getCause());
        } catch (KinesisException | SdkClientException e) {
            throw unknown(e);
        }
    }

    private static RuntimeException unknown(Throwable why) {
        return switch (why) {
            case KinesisException e when e.statusCode() < 500 -> e; // no fault of the request
            case KinesisException e -> new OutcomeUnknown("status " + e.statusCode(), e);
            case TimeoutException _ -> new OutcomeUnknown("never answered", why);
            default -> new OutcomeUnknown("no answer", why);
        };
    }
}
