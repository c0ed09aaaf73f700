package io.hydrant.streams.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.kernel.name.AccountId;
import io.hydrant.kernel.name.Region;
import io.hydrant.streams.intake.PayloadPool;
import io.hydrant.streams.log.segmented.SegmentedLog;
import io.hydrant.streams.log.segmented.SegmentedLogConfig;
import io.hydrant.streams.shard.DataStreamId;
import io.hydrant.streams.shard.MemoryStreams;
import io.hydrant.testkit.RecordedTelemetry;
import io.hydrant.testkit.SimulatedClock;
import io.hydrant.wire.auth.Caller;
import io.hydrant.wire.constraint.ServiceConstraints;
import io.hydrant.wire.http.HttpResponse;
import io.hydrant.wire.json.Answer;
import io.hydrant.wire.json.ApiCall;
import io.hydrant.wire.json.Codec;
import io.hydrant.wire.json.Encoding;
import io.hydrant.wire.json.Operation;

import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.kinesis.model.GetRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import software.amazon.awssdk.utils.builder.SdkBuilder;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The operations on records over streams in memory and a log in a folder.
final class DataHarness implements AutoCloseable {
    static final AccountId ACCOUNT = new AccountId("123456789012");
    static final Caller CALLER = new Caller(ACCOUNT, new Region("eu-west-1"), "kinesis", "test");
    static final DataStreamId CLICKS = new DataStreamId(ACCOUNT, new Region("eu-west-1"), "clicks");
    private static final byte[] SECRET = "a secret".getBytes(StandardCharsets.UTF_8);
    private static final ServiceConstraints CONSTRAINTS = ServiceConstraints.load("kinesis");

    final SimulatedClock clock;
    final RecordedTelemetry telemetry = new RecordedTelemetry();
    final SegmentedLog log;
    final MemoryStreams streams;
    private final Map<String, Operation> operations;
    private Encoding encoding = Encoding.JSON_1_1;

    DataHarness(Path folder) {
        this(SegmentedLogConfig.in(folder), SimulatedClock.at("2026-03-01T12:00:00.123Z"));
    }

    DataHarness(SegmentedLogConfig config, SimulatedClock clock) {
        this.clock = clock;
        this.log = SegmentedLog.open(config, clock, telemetry);
        this.streams = new MemoryStreams(log, clock);
        this.operations =
                operationsOver(streams).stream()
                        .collect(Collectors.toMap(Operation::name, Function.identity()));
    }

    private List<Operation> operationsOver(MemoryStreams over) {
        return new DataOperations(
                        over::stream,
                        over,
                        CONSTRAINTS,
                        new DataOperations.Surroundings(
                                clock, telemetry, new PayloadPool(2), SECRET))
                .operations();
    }

    DataHarness speaking(Encoding other) {
        encoding = other;
        return this;
    }

    PutRecordsResponse putRecords(Consumer<PutRecordsRequest.Builder> request) {
        return call(
                "PutRecords",
                PutRecordsRequest.builder().applyMutation(request).build(),
                PutRecordsResponse.builder());
    }

    PutRecordsResponse putRecords(PutRecordsRequestEntry... entries) {
        return putRecords(request -> request.streamName("clicks").records(entries));
    }

    PutRecordResponse putRecord(Consumer<PutRecordRequest.Builder> request) {
        return call(
                "PutRecord",
                PutRecordRequest.builder().applyMutation(request).build(),
                PutRecordResponse.builder());
    }

    PutRecordResponse put(String partitionKey, String data) {
        return putRecord(
                request ->
                        request.streamName("clicks")
                                .partitionKey(partitionKey)
                                .data(SdkBytes.fromUtf8String(data)));
    }

    String iterator(Consumer<GetShardIteratorRequest.Builder> request) {
        return call(
                        "GetShardIterator",
                        GetShardIteratorRequest.builder()
                                .streamName("clicks")
                                .shardId("shardId-000000000000")
                                .applyMutation(request)
                                .build(),
                        GetShardIteratorResponse.builder())
                .shardIterator();
    }

    String iterator(ShardIteratorType type) {
        return iterator(request -> request.shardIteratorType(type));
    }

    GetRecordsResponse getRecords(String iterator) {
        return getRecords(request -> request.shardIterator(iterator));
    }

    GetRecordsResponse getRecords(Consumer<GetRecordsRequest.Builder> request) {
        return call(
                "GetRecords",
                GetRecordsRequest.builder().applyMutation(request).build(),
                GetRecordsResponse.builder());
    }

    <O extends SdkPojo> O call(String operation, SdkPojo request, SdkBuilder<?, O> response) {
        byte[] answer = call(operation, Codec.write(request, encoding));
        return Codec.read(apiCall(answer), response);
    }

    byte[] call(String operation, byte[] body) {
        return bytes(answer(operation, body));
    }

    Answer answer(String operation, byte[] body) {
        return operations.get(operation).answer(apiCall(body));
    }

    String callJson(String operation, String body) {
        return new String(
                call(operation, body.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
    }

    ApiCall apiCall(byte[] body) {
        return new ApiCall(CALLER, "request-1", encoding, body, body.length);
    }

    static byte[] bytes(Answer answer) {
        return switch (answer.body()) {
            case HttpResponse.Body.Bytes(byte[] bytes) -> bytes;
            case HttpResponse.Body.Stream(long length, HttpResponse.Writer writer) -> {
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                try {
                    writer.writeTo(out);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                assertThat(out.size()).as("the length told before").isEqualTo((int) length);
                yield out.toByteArray();
            }
        };
    }

    static PutRecordsRequestEntry entry(String partitionKey, String data) {
        return PutRecordsRequestEntry.builder()
                .partitionKey(partitionKey)
                .data(SdkBytes.fromUtf8String(data))
                .build();
    }

    static PutRecordsRequestEntry entry(String partitionKey, String data, String hashKey) {
        return entry(partitionKey, data).toBuilder().explicitHashKey(hashKey).build();
    }

    static List<String> texts(GetRecordsResponse response) {
        return response.records().stream().map(Record::data).map(SdkBytes::asUtf8String).toList();
    }

    @Override
    public void close() {
        log.close();
    }
}
