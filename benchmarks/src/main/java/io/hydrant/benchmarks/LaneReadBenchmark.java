package io.hydrant.benchmarks;

import io.hydrant.streams.log.Frame;
import io.hydrant.streams.log.FrameReader;
import io.hydrant.streams.log.LogPartition;
import io.hydrant.streams.log.PartitionName;
import io.hydrant.streams.log.StoredFrame;
import io.hydrant.streams.log.StreamLog.Purpose;
import io.hydrant.streams.log.segmented.SegmentedLog;
import io.hydrant.streams.log.segmented.SegmentedLogConfig;
import io.hydrant.testkit.RecordedTelemetry;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Reading 200 frames of 500 x 1 KiB as a lane does: the heads alone, or the payloads with them.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xmx512m", "-XX:+UseSerialGC"})
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class LaneReadBenchmark {
    private static final int FRAMES = 200;

    private Path folder;
    private SegmentedLog log;
    private LogPartition lane;

    @Setup
    public void fill() throws IOException {
        folder = Scratch.create();
        log =
                SegmentedLog.open(
                        SegmentedLogConfig.in(folder),
                        InstantSource.system(),
                        new RecordedTelemetry());
        lane = log.partition(new PartitionName("lane"), Purpose.RECORDS);
        int[] lengths = new int[Lines.BATCH_RECORDS];
        Arrays.fill(lengths, Lines.RECORD_BYTES);
        ByteBuffer payload = ByteBuffer.wrap(new Lines().block(Lines.BATCH_RECORDS));
        for (int i = 0; i < FRAMES; i++) {
            lane.append(new Frame(ByteBuffer.allocate(0), lengths, payload.duplicate())).join();
        }
    }

    @Benchmark
    public long heads() {
        long bytes = 0;
        try (FrameReader reader = lane.reader(0)) {
            Optional<StoredFrame> frame = reader.next();
            while (frame.isPresent()) {
                bytes += frame.get().payloadBytes();
                frame = reader.next();
            }
        }
        return bytes;
    }

    @Benchmark
    public long payloads() {
        long bytes = 0;
        try (FrameReader reader = lane.reader(0)) {
            Optional<StoredFrame> frame = reader.next();
            while (frame.isPresent()) {
                bytes += frame.get().payload().remaining();
                frame = reader.next();
            }
        }
        return bytes;
    }

    @TearDown
    public void remove() throws IOException {
        log.close();
        Scratch.remove(folder);
    }
}
