package io.hydrant.benchmarks;

import io.hydrant.formats.column.IntVector;
import io.hydrant.formats.column.LongVector;
import io.hydrant.formats.column.RowBatch;
import io.hydrant.formats.file.RowFileWriter;
import io.hydrant.formats.rows.RowMemory;
import io.hydrant.formats.rows.RowStore;
import io.hydrant.formats.schema.Column;
import io.hydrant.formats.schema.HiveType.Primitive;
import io.hydrant.formats.schema.TableSchema;
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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// What a row costs on its way through a store, by how many stores take turns: appended, and read
/// back in batches. Rows are like taxi trips: nine columns of 64 bits, one of 32.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgs = "-Xmx512m")
public class RowStoreBenchmark {
    private static final int ROWS = 500_000;
    private static final int BATCH_ROWS = 256;

    @Param({"1", "50", "500", "2000"})
    public int storeCount;

    /// MiB for all rows, which need some 50.
    @Param({"128", "16"})
    public int memoryMebibytes;

    private Path folder;
    private RowMemory memory;
    private RowBatch rows;
    private RowBatch scratch;
    private long written;

    @Setup
    public void fill() throws IOException {
        folder = Scratch.create();
        memory = RowMemory.open((long) memoryMebibytes << 20, folder, Telemetry.NONE);
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            columns.add(new Column("long" + i, Primitive.BIGINT));
        }
        columns.add(new Column("int", Primitive.INT));
        TableSchema schema = new TableSchema(columns);
        rows = new RowBatch(schema);
        scratch = new RowBatch(schema);
        for (int row = 0; row < BATCH_ROWS; row++) {
            for (int i = 0; i < 9; i++) {
                ((LongVector) rows.column(i)).append(row * 31L + i);
            }
            ((IntVector) rows.column(9)).append(row);
            rows.endRow();
        }
    }

    @TearDown
    public void remove() throws IOException {
        memory.close();
        Scratch.remove(folder);
    }

    @Benchmark
    @OperationsPerInvocation(ROWS)
    public long appendAndWrite() throws IOException {
        RowStore[] stores = new RowStore[storeCount];
        for (int i = 0; i < storeCount; i++) {
            stores[i] = memory.store(rows.schema());
        }
        for (int i = 0; i < ROWS; i++) {
            stores[i % storeCount].append(rows, i & (BATCH_ROWS - 1));
        }
        for (RowStore store : stores) {
            store.writeTo(scratch, new Counting());
            store.close();
        }
        return written;
    }

    private final class Counting implements RowFileWriter {
        @Override
        public void write(RowBatch batch) {
            written += batch.rowCount();
        }

        @Override
        public long bytesHeld() {
            return 0;
        }

        @Override
        public void finish() {}

        @Override
        public void close() {}
    }
}
