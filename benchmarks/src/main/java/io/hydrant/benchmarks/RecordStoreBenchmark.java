package io.hydrant.benchmarks;

import io.hydrant.delivery.gather.GatherLimits;
import io.hydrant.delivery.gather.LostRecords;
import io.hydrant.delivery.gather.RecordForm;
import io.hydrant.delivery.gather.RecordMemory;
import io.hydrant.delivery.gather.RecordStore;
import io.hydrant.kernel.telemetry.Telemetry;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// What a record costs on its way through a store, by how many stores take turns: appended, and
/// visited. Records are as long as taxi trips in JSON.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgs = "-Xmx512m")
public class RecordStoreBenchmark {
    private static final int RECORDS = 200_000;
    private static final int RECORD_BYTES = 338;

    @Param({"1", "50", "500", "2000"})
    public int storeCount;

    /// MiB for all records, which need some 65.
    @Param({"128", "20"})
    public int memoryMebibytes;

    private final ByteBuffer record = ByteBuffer.allocate(RECORD_BYTES);
    private Path folder;
    private RecordMemory memory;
    private long visitedBytes;

    @Setup
    public void open() throws IOException {
        folder = Scratch.create();
        GatherLimits limits = new GatherLimits((long) memoryMebibytes << 20, Long.MAX_VALUE, 0);
        memory = RecordMemory.open(limits, folder, Telemetry.NONE);
    }

    @TearDown
    public void remove() throws IOException {
        memory.close();
        Scratch.remove(folder);
    }

    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public long appendAndVisit() throws IOException, LostRecords {
        RecordStore[] stores = new RecordStore[storeCount];
        for (int i = 0; i < storeCount; i++) {
            stores[i] = memory.store(RecordForm.DELIVERED);
        }
        for (int i = 0; i < RECORDS; i++) {
            stores[i % storeCount].append(record);
        }
        for (RecordStore store : stores) {
            store.visit(
                    (bytes, offset, length) -> {
                        visitedBytes += bytes[offset] + length;
                        return true;
                    });
            store.close();
        }
        return visitedBytes;
    }
}
