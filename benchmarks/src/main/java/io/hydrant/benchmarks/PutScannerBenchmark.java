package io.hydrant.benchmarks;

import io.hydrant.delivery.api.PutScanner;
import io.hydrant.delivery.api.ScannedPut;
import io.hydrant.streams.intake.PayloadPool;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.util.concurrent.TimeUnit;

/// Finding and decoding the records in the body of a PutRecordBatch of 500 x 1 KiB.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xmx512m", "-XX:+UseSerialGC"})
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class PutScannerBenchmark {
    private final byte[] body = new Lines().putRecordBatch();
    private final PutScanner scanner = new PutScanner(new PayloadPool(1));

    @Benchmark
    public int scan() {
        try (ScannedPut put = scanner.scanBatch(body, body.length).orElseThrow()) {
            return put.frame().payload().remaining();
        }
    }
}
