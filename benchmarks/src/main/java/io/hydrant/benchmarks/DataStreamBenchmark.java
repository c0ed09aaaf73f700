package io.hydrant.benchmarks;

import io.hydrant.kernel.telemetry.Telemetry;
import io.hydrant.streams.api.DataOperations;
import io.hydrant.streams.intake.PayloadPool;
import io.hydrant.streams.log.PartitionName;
import io.hydrant.streams.log.StreamLog.Purpose;
import io.hydrant.streams.log.segmented.SegmentedLog;
import io.hydrant.streams.log.segmented.SegmentedLogConfig;
import io.hydrant.wire.auth.Caller;
import io.hydrant.wire.constraint.ServiceConstraints;
import io.hydrant.wire.http.HttpResponse;
import io.hydrant.wire.json.ApiCall;
import io.hydrant.wire.json.Codec;
import io.hydrant.wire.json.Encoding;
import io.hydrant.wire.json.Operation;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.kinesis.model.GetRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A durable PutRecords of 500 x 1 KiB to one shard, and a GetRecords of 10 MiB, from the body of
/// the request to the body of the answer.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xmx512m", "-XX:+UseSerialGC"})
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class DataStreamBenchmark {
    private static final int FRAMES_READ = 21;

    /// How bodies are written.
    @Param({"JSON_1_1", "CBOR_1_1"})
    public Encoding encoding;

    private Path folder;
    private SegmentedLog log;
    private List<Operation> operations;
    private OneShardStream stream;
    private ApiCall put;
    private ApiCall get;

    @Setup
    public void open() throws IOException {
        folder = Scratch.create();
        log =
                SegmentedLog.open(
                        SegmentedLogConfig.in(folder), InstantSource.system(), Telemetry.NONE);
        stream =
                new OneShardStream(
                        new OneShard(log.partition(new PartitionName("clicks"), Purpose.RECORDS)));
        operations =
                new DataOperations(
                                _ -> stream,
                                stream,
                                ServiceConstraints.load("kinesis"),
                                new DataOperations.Surroundings(
                                        InstantSource.system(),
                                        Telemetry.NONE,
                                        new PayloadPool(1),
                                        new byte[] {1}))
                        .operations();
        put = call(putRequest());
    }

    /// The iterators live for 5 minutes, and puts move the horizon.
    @Setup(Level.Iteration)
    public void fill() {
        stream.shard().log().trimBelow(stream.shard().log().endOffset());
        long start = stream.shard().log().endOffset();
        while (stream.shard().log().endOffset() < start + FRAMES_READ) {
            putRecords();
        }
        ApiCall iterator =
                call(
                        GetShardIteratorRequest.builder()
                                .streamName("clicks")
                                .shardId(stream.shard().id().toString())
                                .shardIteratorType(ShardIteratorType.TRIM_HORIZON)
                                .build());
        byte[] answer =
                switch (operation("GetShardIterator").answer(iterator).body()) {
                    case HttpResponse.Body.Bytes(byte[] bytes) -> bytes;
                    case HttpResponse.Body.Stream _ ->
                            throw new IllegalStateException("an iterator is not streamed");
                };
        String token =
                Codec.read(
                                new ApiCall(put.caller(), "r", encoding, answer, answer.length),
                                GetShardIteratorResponse.builder())
                        .shardIterator();
        get = call(GetRecordsRequest.builder().shardIterator(token).build());
    }

    @Benchmark
    public Object putRecords() {
        return operation("PutRecords").answer(put);
    }

    @Benchmark
    public Object getRecords() throws IOException {
        HttpResponse.Body body = operation("GetRecords").answer(get).body();
        switch (body) {
            case HttpResponse.Body.Bytes _ -> {}
            case HttpResponse.Body.Stream streamed ->
                    streamed.writer().writeTo(OutputStream.nullOutputStream());
        }
        return body;
    }

    private Operation operation(String name) {
        return operations.stream()
                .filter(operation -> operation.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private ApiCall call(SdkPojo request) {
        byte[] body = Codec.write(request, encoding);
        Caller caller =
                new Caller(stream.id().account(), stream.id().region(), "kinesis", "benchmark");
        return new ApiCall(caller, "r", encoding, body, body.length);
    }

    private static PutRecordsRequest putRequest() {
        Lines lines = new Lines();
        return PutRecordsRequest.builder()
                .streamName("clicks")
                .records(
                        Stream.generate(lines::next)
                                .limit(Lines.BATCH_RECORDS)
                                .map(DataStreamBenchmark::entry)
                                .toList())
                .build();
    }

    private static PutRecordsRequestEntry entry(byte[] line) {
        return PutRecordsRequestEntry.builder()
                .data(SdkBytes.fromByteArray(line))
                .partitionKey(Integer.toHexString(line[10] * 31 + line[12]))
                .build();
    }

    @TearDown
    public void remove() throws IOException {
        log.close();
        Scratch.remove(folder);
    }
}
