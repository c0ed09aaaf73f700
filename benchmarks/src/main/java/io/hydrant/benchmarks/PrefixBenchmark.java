package io.hydrant.benchmarks;

import io.hydrant.delivery.partition.PartitionKeys;
import io.hydrant.delivery.partition.Prefixes;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.time.Instant;
import java.time.ZoneId;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/// Evaluating the prefix of one object.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xmx512m", "-XX:+UseSerialGC"})
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class PrefixBenchmark {
    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

    private final Prefixes prefixes =
            Prefixes.parse(
                    "trips/year=!{timestamp:yyyy}/day=!{timestamp:dd}/!{firehose:random-string}/",
                    "failed/!{firehose:error-output-type}/");
    private final SplittableRandom random = new SplittableRandom(1);
    private long second;

    @Benchmark
    public String evaluate() {
        second++;
        return prefixes.evaluate(Instant.ofEpochSecond(second), ZONE, random, PartitionKeys.NONE);
    }
}
