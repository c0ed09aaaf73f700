package io.hydrant.benchmarks.conversion;

import io.hydrant.delivery.gather.GatherLimits;
import io.hydrant.delivery.gather.LostRecords;
import io.hydrant.delivery.gather.RecordForm;
import io.hydrant.delivery.gather.RecordMemory;
import io.hydrant.delivery.gather.RecordStore;
import io.hydrant.formats.column.RowBatch;
import io.hydrant.formats.file.RowFileWriter;
import io.hydrant.formats.json.JsonDialect;
import io.hydrant.formats.json.Rejection;
import io.hydrant.formats.json.RowReader;
import io.hydrant.formats.row.RowCodec;
import io.hydrant.kernel.telemetry.Telemetry;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Our way from JSON to Parquet, in one thread: lines into rows, rows into the stores of their
/// partitions; when a file is due, its store's rows into columns, columns into the file.
///
/// A file is written when 128 MiB of input went to its partition, or at the end. Arguments: the
/// input, a folder for the files, how many partitions (1), MiB of memory for rows (200).
public final class ConversionBenchmark {
    private static final long ROLL_BYTES = 128L << 20;
    private static final int BATCH_ROWS = 1024;
    private static final long MEMORY_MEBIBYTES = 200;
    private static final int OUTPUT_BYTES = 64 << 10;
    private static final int ROW_BYTES_MAX = 1 << 10;

    private static final RecordForm FORM =
            new RecordForm.Rows(TripTable.WRITTEN, JsonDialect.OpenX.DEFAULTS);

    private final Path folder;
    private final RecordMemory memory;
    private final Formats formats = new Formats();
    private final RowReader reader = formats.reader(TripTable.READ);
    private final RowCodec codec = new RowCodec(TripTable.WRITTEN);
    private final RowBatch arriving = new RowBatch(TripTable.READ);
    private final RowBatch rows = new RowBatch(TripTable.WRITTEN);
    private final ByteBuffer row = ByteBuffer.allocate(ROW_BYTES_MAX);
    private final byte[] buffer = new byte[OUTPUT_BYTES];
    private final Partition[] partitions;
    private long rowCount;

    private ConversionBenchmark(Path folder, RecordMemory memory, int partitionCount) {
        this.folder = folder;
        this.memory = memory;
        this.partitions = new Partition[partitionCount];
    }

    public static void main(String[] arguments) throws Exception {
        Path input = Path.of(arguments[0]);
        Path folder = Path.of(arguments[1]);
        int partitionCount = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 1;
        long mebibytes = arguments.length > 3 ? Long.parseLong(arguments[3]) : MEMORY_MEBIBYTES;
        GatherLimits limits = new GatherLimits(mebibytes << 20, Long.MAX_VALUE, 0);
        Path staging = folder.resolveSibling(folder.getFileName() + "-staging");
        try (RecordMemory memory = RecordMemory.open(limits, staging, Telemetry.NONE)) {
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
        for (Partition partition : partitions) {
            partition.write();
        }
        return rowCount;
    }

    private void take(byte[] bytes, int offset, int length) throws IOException {
        if (arriving.rowCount() == BATCH_ROWS) {
            arriving.clear();
        }
        Optional<Rejection> rejection = reader.read(bytes, offset, length, arriving);
        if (rejection.isPresent()) {
            throw new IOException("a trip was rejected: " + rejection.get().message());
        }
        int last = arriving.rowCount() - 1;
        if (TripTable.isKept(arriving, last)) {
            int partition = TripTable.partition(arriving, last, partitions.length);
            row.clear().limit(codec.write(arriving, last, row.array(), 0));
            partitions[partition].add(row, length);
        }
    }

    private final class Partition {
        private final int number;
        private RecordStore store = memory.store(FORM);
        private long inputBytes;
        private int fileCount;

        Partition(int number) {
            this.number = number;
        }

        void add(ByteBuffer row, int lineBytes) throws IOException {
            if (!store.append(row)) {
                throw new IOException("rows of partition " + number + " could not be staged");
            }
            inputBytes += lineBytes + 1;
            if (inputBytes >= ROLL_BYTES) {
                write();
                store = memory.store(FORM);
                inputBytes = 0;
            }
        }

        void write() throws IOException {
            if (store.recordCount() > 0) {
                Path file = folder.resolve("trips-" + number + "-" + fileCount++ + ".parquet");
                try (OutputStream target = Files.newOutputStream(file)) {
                    SharedBuffer output = new SharedBuffer(buffer, target);
                    try (RowFileWriter writer = formats.writer(TripTable.WRITTEN, output)) {
                        convert(store, writer);
                        writer.finish();
                    }
                }
            }
            store.close();
        }
    }

    private void convert(RecordStore store, RowFileWriter writer) throws IOException {
        rows.clear();
        try {
            store.visit((bytes, offset, _) -> take(bytes, offset, writer));
        } catch (LostRecords e) {
            throw new IOException("rows of a partition could not be read back", e);
        }
        flush(writer);
    }

    private boolean take(byte[] bytes, int offset, RowFileWriter writer) throws IOException {
        codec.read(bytes, offset, rows);
        if (rows.rowCount() == BATCH_ROWS) {
            flush(writer);
        }
        return true;
    }

    private void flush(RowFileWriter writer) throws IOException {
        rowCount += rows.rowCount();
        writer.write(rows);
        rows.clear();
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
