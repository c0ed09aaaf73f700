package io.hydrant.benchmarks;

import io.hydrant.delivery.destination.encode.ObjectEncoding;
import io.hydrant.delivery.plan.Compression;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.io.IOException;
import java.io.OutputStream;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/// Encoding 4 MiB of JSON lines into one object.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xmx512m", "-XX:+UseSerialGC"})
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class EncodingBenchmark {
    private static final int LINES = 4096;
    private static final int PIECE_BYTES = 64 << 10;
    private static final UUID ENTRY = new UUID(1, 2);

    @Param({"GZIP", "SNAPPY"})
    private Compression compression;

    private final byte[] lines = new Lines().block(LINES);

    @Benchmark
    public void encode() throws IOException {
        try (OutputStream out =
                ObjectEncoding.of(compression).open(OutputStream.nullOutputStream(), ENTRY)) {
            for (int from = 0; from < lines.length; from += PIECE_BYTES) {
                out.write(lines, from, PIECE_BYTES);
            }
        }
    }
}
