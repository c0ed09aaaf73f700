package io.hydrant.benchmarks;

import io.hydrant.wire.constraint.ServiceConstraints;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.firehose.model.PutRecordBatchRequest;
import software.amazon.awssdk.services.firehose.model.Record;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Checking a PutRecordBatch of 500 records against the service model, as the general path does.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xmx512m", "-XX:+UseSerialGC"})
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class ConstraintBenchmark {
    private final ServiceConstraints constraints = ServiceConstraints.load("firehose");
    private PutRecordBatchRequest request;

    @Setup
    public void build() {
        Lines lines = new Lines();
        List<Record> records = new ArrayList<>();
        for (int i = 0; i < Lines.BATCH_RECORDS; i++) {
            records.add(Record.builder().data(SdkBytes.fromByteArray(lines.next())).build());
        }
        request =
                PutRecordBatchRequest.builder()
                        .deliveryStreamName("clicks")
                        .records(records)
                        .build();
    }

    @Benchmark
    public int check() {
        return constraints.check("PutRecordBatch", request).size();
    }
}
