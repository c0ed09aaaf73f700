package io.hydrant.benchmarks.conversion;

import io.hydrant.formats.column.RowBatch;
import io.hydrant.formats.file.RowFileWriter;
import io.hydrant.formats.json.Rejection;
import io.hydrant.formats.json.RowReader;
import io.hydrant.formats.rows.RowMemory;
import io.hydrant.formats.rows.RowStore;
import io.hydrant.kernel.telemetry.Telemetry;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Our way from JSON to Parquet, in one thread: records into columns, rows into the stores of their
/// partitions, stores into files.
///
/// A file is written when 128 MiB of input went to its partition, or at the end. Arguments: the
/// input, a folder for the files, how many partitions (1), MiB of memory for rows (200).
public final class ConversionBenchmark {
    private static final long ROLL_BYTES = 128L << 20;
    private static final int BATCH_ROWS = 256;
    private static final int NOT_KEPT = -1;
    private static final long MEMORY_MEBIBYTES = 200;
    private static final int OUTPUT_BYTES = 64 << 10;

    private final Path folder;
    private final RowMemory memory;
    private final Formats formats = new Formats();
    private final RowReader reader = formats.reader(TripTable.READ);
    private final RowBatch rows = new RowBatch(TripTable.READ);
    private final RowBatch scratch = new RowBatch(TripTable.WRITTEN);
    private final byte[] buffer = new byte[OUTPUT_BYTES];
    private final Partition[] partitions;
    private long rowCount;
    private int runOf = NOT_KEPT;
    private int runFrom;
    private long runBytes;

    private ConversionBenchmark(Path folder, RowMemory memory, int partitionCount) {
        this.folder = folder;
        this.memory = memory;
        this.partitions = new Partition[partitionCount];
    }

    public static void main(String[] arguments) throws Exception {
        Path input = Path.of(arguments[0]);
        Path folder = Path.of(arguments[1]);
        int partitionCount = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 1;
        long mebibytes = arguments.length > 3 ? Long.parseLong(arguments[3]) : MEMORY_MEBIBYTES;
        Path staging = folder.resolveSibling(folder.getFileName() + "-staging");
        try (RowMemory memory = RowMemory.open(mebibytes << 20, staging, Telemetry.NONE)) {
            Pass.runAll(
                    folder,
                    files -> new ConversionBenchmark(files, memory, partitionCount).run(input));
        } finally {
            Files.deleteIfExists(staging);
        }
    }

    private long run(Path input) throws IOException {
        for (int i = 0; i < partitions.length; i++) {
            partitions[i] = new Partition(i);
        }
        InputLines.each(input, RowReader.SLACK_BYTES, this::take);
        endRun(rows.rowCount());
        for (Partition partition : partitions) {
            partition.write();
        }
        return rowCount;
    }

    private void take(byte[] bytes, int offset, int length) throws IOException {
        Optional<Rejection> rejection = reader.read(bytes, offset, length, rows);
        if (rejection.isPresent()) {
            throw new IOException("a trip was rejected: " + rejection.get().message());
        }
        int row = rows.rowCount() - 1;
        int partition =
                TripTable.isKept(rows, row)
                        ? TripTable.partition(rows, row, partitions.length)
                        : NOT_KEPT;
        if (partition != runOf) {
            endRun(row);
            runOf = partition;
        }
        runBytes += length + 1;
        if (rows.rowCount() >= BATCH_ROWS) {
            endRun(rows.rowCount());
            rows.clear();
            runFrom = 0;
        }
    }

    /// Rows that follow each other into the same partition go there together.
    private void endRun(int to) throws IOException {
        if (runOf != NOT_KEPT && to > runFrom) {
            rowCount += to - runFrom;
            partitions[runOf].store.append(rows, runFrom, to);
            partitions[runOf].add(runBytes);
        }
        runFrom = to;
        runBytes = 0;
    }

    private final class Partition {
        private final int number;
        private RowStore store = memory.store(TripTable.WRITTEN);
        private long inputBytes;
        private int fileCount;

        Partition(int number) {
            this.number = number;
        }

        void add(long bytes) throws IOException {
            inputBytes += bytes;
            if (inputBytes >= ROLL_BYTES) {
                write();
                store = memory.store(TripTable.WRITTEN);
                inputBytes = 0;
            }
        }

        void write() throws IOException {
            if (store.rowCount() > 0) {
                Path file = folder.resolve("trips-" + number + "-" + fileCount++ + ".parquet");
                try (OutputStream target = Files.newOutputStream(file)) {
                    SharedBuffer output = new SharedBuffer(buffer, target);
                    try (RowFileWriter writer = formats.writer(TripTable.WRITTEN, output)) {
                        store.writeTo(scratch, writer);
                        writer.finish();
                    }
                }
            }
            store.close();
        }
    }

    /// Gathers small writes in a buffer that all files use, one after the other.
    private static final class SharedBuffer extends OutputStream {
        private final byte[] buffer;
        private final OutputStream target;
        private int used;

        SharedBuffer(byte[] buffer, OutputStream target) {
            this.buffer = buffer;
            this.target = target;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (length > buffer.length - used) {
                flush();
            }
            if (length > buffer.length) {
                target.write(bytes, offset, length);
                return;
            }
            System.arraycopy(bytes, offset, buffer, used, length);
            used += length;
        }

        @Override
        public void flush() throws IOException {
            target.write(buffer, 0, used);
            used = 0;
        }
    }
}
