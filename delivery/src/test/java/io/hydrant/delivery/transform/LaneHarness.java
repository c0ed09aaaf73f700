package io.hydrant.delivery.transform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.hydrant.delivery.ledger.Position;
import io.hydrant.delivery.ledger.PositionRange;
import io.hydrant.delivery.ledger.PositionRanges;
import io.hydrant.delivery.plan.LambdaProcessor;
import io.hydrant.delivery.plan.StreamId;
import io.hydrant.delivery.source.PutLog;
import io.hydrant.delivery.transform.Transforms.LaneOutline;
import io.hydrant.delivery.transform.Transforms.Surroundings;
import io.hydrant.kernel.name.AccountId;
import io.hydrant.kernel.name.Region;
import io.hydrant.streams.log.Frame;
import io.hydrant.streams.log.FrameReader;
import io.hydrant.streams.log.LogPartition;
import io.hydrant.streams.log.MemoryLog;
import io.hydrant.streams.log.PartitionName;
import io.hydrant.streams.log.StoredFrame;
import io.hydrant.streams.log.StreamLog.Purpose;
import io.hydrant.testkit.RecordedTelemetry;
import io.hydrant.testkit.SimulatedClock;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Semaphore;

/// A lane over puts in memory, a function that tests script, and what came of its batches.
final class LaneHarness {
    static final String FUNCTION = "arn:aws:lambda:us-west-2:123456789012:function:f";
    static final StreamId STREAM =
            new StreamId(new AccountId("123456789012"), new Region("us-west-2"), "clicks");
    private static final ObjectMapper JSON = new ObjectMapper();

    final SimulatedClock clock = SimulatedClock.at("2026-01-01T00:00:00.448Z");
    final RecordedTelemetry telemetry = new RecordedTelemetry();
    final MemoryLog log = new MemoryLog(clock);
    final LogPartition puts = log.partition(new PartitionName("puts"), Purpose.RECORDS);
    final LogPartition processed = log.partition(new PartitionName("processed"), Purpose.RECORDS);
    final Semaphore woken = new Semaphore(0);
    final Transforms transforms;

    LaneHarness(TransformFunction function, BackOff.Pause pause, long bytesMax) {
        transforms =
                new Transforms(
                        function,
                        new Surroundings(clock, telemetry, new Random(1), bytesMax),
                        pause);
    }

    LaneHarness(TransformFunction function) {
        this(function, _ -> {}, 64 << 20);
    }

    /// What became of a record.
    record Result(Position position, Processed outcome, String data) {
        String code() {
            return outcome instanceof Processed.Failed(Failure failure) ? failure.code() : "";
        }
    }

    LaneOutline outline() {
        return new LaneOutline(STREAM, Optional.empty(), new PutLog(puts), woken::release);
    }

    LaneTransforms lane() {
        return transforms.lane(outline());
    }

    /// Appends a frame.
    void put(String... records) {
        put(List.of(records).stream().map(it -> it.getBytes(StandardCharsets.UTF_8)).toList());
    }

    void put(List<byte[]> records) {
        ByteArrayOutputStream payload = new ByteArrayOutputStream();
        records.forEach(payload::writeBytes);
        int[] lengths = records.stream().mapToInt(record -> record.length).toArray();
        puts.append(
                        new Frame(
                                ByteBuffer.allocate(0),
                                lengths,
                                ByteBuffer.wrap(payload.toByteArray())))
                .join();
    }

    /// All records of frames.
    TransformBatch batch(long from, long to, int retriesMax) {
        LogPartition.Extent all = puts.extentFrom(from);
        LogPartition.Extent after = puts.extentFrom(to);
        long records = all.records() - after.records();
        long bytes = all.payloadBytes() - after.payloadBytes();
        return new TransformBatch(
                new LambdaProcessor(FUNCTION, retriesMax, 1 << 20, Duration.ofSeconds(60)),
                frames(from, to),
                records,
                bytes,
                TransformBatch.encodedBytesMax(records, bytes));
    }

    static PositionRanges frames(long from, long to) {
        return new PositionRanges(
                List.of(new PositionRange(Position.ofFrame(from), Position.ofFrame(to))));
    }

    /// Waits until the first batch of a lane is ready.
    TransformedBatch await(LaneTransforms lane) throws InterruptedException {
        Optional<TransformedBatch> first = lane.first();
        while (first.isEmpty()) {
            woken.acquire();
            first = lane.first();
        }
        return first.get();
    }

    /// Appends the frames of a batch and reads them back.
    List<Result> results(TransformedBatch batch) {
        List<Result> results = new ArrayList<>();
        for (Frame frame : batch.frames()) {
            long offset = processed.append(frame).join().offset();
            try (FrameReader reader = processed.reader(offset)) {
                add(reader.next().orElseThrow(), results);
            }
        }
        return results;
    }

    private static void add(StoredFrame stored, List<Result> results) {
        ProcessedFrame frame = ProcessedFrames.read(stored, "processed");
        ByteBuffer payload = stored.payload();
        for (int i = 0; i < stored.recordCount(); i++) {
            ByteBuffer data = payload.slice(stored.recordStart(i), stored.recordBytes(i));
            String text = StandardCharsets.UTF_8.decode(data).toString();
            results.add(new Result(frame.position(i), frame.outcome(i), text));
        }
    }

    static JsonNode tree(byte[] json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The records of an event, decoded.
    static List<String> sent(byte[] event) {
        List<String> records = new ArrayList<>();
        for (JsonNode record : tree(event).get("records")) {
            byte[] data = Base64.getDecoder().decode(record.get("data").asText());
            records.add(new String(data, StandardCharsets.UTF_8));
        }
        return records;
    }

    static TransformFunction.Answer returned(String json) {
        return new TransformFunction.Answer.Returned(json.getBytes(StandardCharsets.UTF_8));
    }
}
