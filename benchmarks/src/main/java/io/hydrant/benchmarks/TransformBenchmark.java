package io.hydrant.benchmarks;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

import io.hydrant.delivery.ledger.Position;
import io.hydrant.delivery.ledger.PositionRange;
import io.hydrant.delivery.ledger.PositionRanges;
import io.hydrant.delivery.plan.LambdaProcessor;
import io.hydrant.delivery.plan.StreamId;
import io.hydrant.delivery.source.PutLog;
import io.hydrant.delivery.transform.LaneTransforms;
import io.hydrant.delivery.transform.TransformBatch;
import io.hydrant.delivery.transform.TransformFunction;
import io.hydrant.delivery.transform.TransformFunction.Answer;
import io.hydrant.delivery.transform.TransformedBatch;
import io.hydrant.delivery.transform.Transforms;
import io.hydrant.delivery.transform.Transforms.LaneOutline;
import io.hydrant.delivery.transform.Transforms.Surroundings;
import io.hydrant.kernel.name.AccountId;
import io.hydrant.kernel.name.Region;
import io.hydrant.kernel.telemetry.Telemetry;
import io.hydrant.streams.log.Frame;
import io.hydrant.streams.log.LogPartition;
import io.hydrant.streams.log.PartitionName;
import io.hydrant.streams.log.StreamLog.Purpose;
import io.hydrant.streams.log.segmented.SegmentedLog;
import io.hydrant.streams.log.segmented.SegmentedLogConfig;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// What the server does itself to have 1,000 records of 1 KiB transformed: reading them from the
/// log, making the event, reading an answer that returns them as they are, making frames of it. The
/// function takes no time.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xmx512m", "-XX:+UseSerialGC"})
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class TransformBenchmark {
    private static final int FRAMES = 2;
    private static final String FUNCTION = "arn:aws:lambda:eu-west-1:111122223333:function:f";

    /// How the answer is written: as `JSON.stringify`, as `json.dumps`, or with escapes, which go
    /// the general way.
    @Param({"COMPACT", "SPACED", "ESCAPED"})
    public Shape shape;

    private final Semaphore woken = new Semaphore(0);
    private Path folder;
    private SegmentedLog log;
    private Transforms transforms;
    private LaneTransforms lane;
    private TransformBatch batch;
    private Answer answer = new Answer.Failed("", "");

    /// Of a record, with its id and its data.
    public enum Shape {
        COMPACT("{\"recordId\":\"%s\",\"result\":\"Ok\",\"data\":\"%s\"}", ","),
        SPACED("{\"recordId\": \"%s\", \"result\": \"Ok\", \"data\": \"%s\"}", ", "),
        ESCAPED("{\"recordId\":\"%s\",\"result\":\"O\\u006b\",\"data\":\"%s\"}", ",");

        private final String record;
        private final String between;

        Shape(String record, String between) {
            this.record = record;
            this.between = between;
        }
    }

    @Setup
    public void fill() throws IOException, InterruptedException {
        folder = Scratch.create();
        log =
                SegmentedLog.open(
                        SegmentedLogConfig.in(folder), InstantSource.system(), Telemetry.NONE);
        LogPartition puts = log.partition(new PartitionName("puts"), Purpose.RECORDS);
        int[] lengths = new int[Lines.BATCH_RECORDS];
        Arrays.fill(lengths, Lines.RECORD_BYTES);
        ByteBuffer payload = ByteBuffer.wrap(new Lines().block(Lines.BATCH_RECORDS));
        for (int i = 0; i < FRAMES; i++) {
            puts.append(new Frame(ByteBuffer.allocate(0), lengths, payload.duplicate())).join();
        }
        Surroundings surroundings =
                new Surroundings(InstantSource.system(), Telemetry.NONE, new Random(1), 64 << 20);
        transforms = new Transforms(new Prepared(), surroundings);
        StreamId stream =
                new StreamId(new AccountId("111122223333"), new Region("eu-west-1"), "clicks");
        lane =
                transforms.lane(
                        new LaneOutline(
                                stream, Optional.empty(), new PutLog(puts), woken::release));
        PositionRange all = new PositionRange(Position.START, Position.ofFrame(FRAMES));
        batch =
                new TransformBatch(
                        new LambdaProcessor(FUNCTION, 0, 1 << 20, Duration.ofSeconds(60)),
                        new PositionRanges(List.of(all)),
                        FRAMES * Lines.BATCH_RECORDS,
                        FRAMES * Lines.BATCH_RECORDS * Lines.RECORD_BYTES,
                        FRAMES
                                * Lines.BATCH_RECORDS
                                * TransformBatch.encodedBytes(Lines.RECORD_BYTES));
        transform();
    }

    @Benchmark
    public long transform() throws InterruptedException {
        lane.submit(batch);
        Optional<TransformedBatch> first = lane.first();
        while (first.isEmpty()) {
            woken.acquire();
            first = lane.first();
        }
        lane.done();
        if (first.get().counts().ok() != batch.records()) {
            throw new IllegalStateException("unexpected counts: " + first.get().counts());
        }
        return first.get().counts().okBytes();
    }

    @TearDown
    public void remove() throws IOException {
        transforms.close();
        log.close();
        Scratch.remove(folder);
    }

    /// Answers every event as it answered the first, as all are of the same records.
    private final class Prepared implements TransformFunction {
        @Override
        public Answer invoke(String functionArn, byte[] event) {
            if (answer instanceof Answer.Failed) {
                answer = echo(event);
            }
            return answer;
        }

        private Answer echo(byte[] event) {
            StringBuilder text = new StringBuilder("{\"records\":[");
            String id = "";
            String between = "";
            try (JsonParser json = new JsonFactory().createParser(event)) {
                for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                    if (token == JsonToken.VALUE_STRING && json.currentName().equals("recordId")) {
                        id = json.getText();
                    } else if (token == JsonToken.VALUE_STRING
                            && json.currentName().equals("data")) {
                        text.append(between).append(shape.record.formatted(id, json.getText()));
                        between = shape.between;
                    }
                }
            } catch (IOException e) {
                return new Answer.Failed("", e.toString());
            }
            text.append("]}");
            return new Answer.Returned(text.toString().getBytes(StandardCharsets.US_ASCII));
        }
    }
}
