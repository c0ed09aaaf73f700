package io.hydrant.benchmarks;

import com.sun.management.ThreadMXBean;

import io.hydrant.formats.column.RowBatch;
import io.hydrant.formats.file.FileFormat.Parquet;
import io.hydrant.formats.parquet.ParquetBuffers;
import io.hydrant.formats.parquet.ParquetFileWriter;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/// CPU seconds of the writing thread from columns to the bytes of Parquet files, per million rows
/// of taxi trips. Prints a line per round; the last ones are the steady state.
///
/// Arguments: `large` (one file of 450,000 rows after the other) or `small` (2,000 files of 50 to
/// 900 rows), then the number of rounds, then `INT96` or `INT64_MICROS`, then the compression.
public final class ParquetWriterThroughput {
    private static final int BATCH_ROWS = 10_000;
    private static final int LARGE_FILE_BATCHES = 45;
    private static final int SMALL_FILES = 2000;

    private final ParquetBuffers buffers = new ParquetBuffers();
    private final CountedBytes out = new CountedBytes();
    private final Parquet options;
    private long rows;
    private int files;

    private ParquetWriterThroughput(Parquet options) {
        this.options = options;
    }

    /// Takes bytes and counts them.
    private static final class CountedBytes extends OutputStream {
        private long count;

        @Override
        public void write(int value) {
            count++;
        }

        @Override
        public void write(byte[] bytes, int from, int length) {
            count += length;
        }
    }

    public static void main(String[] args) throws IOException {
        boolean large = args.length == 0 || args[0].equals("large");
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 10;
        List<List<RowBatch>> work = large ? largeFile() : smallFiles();
        ParquetWriterThroughput throughput = new ParquetWriterThroughput(options(args));
        for (int round = 1; round <= rounds; round++) {
            throughput.measure(work, round);
        }
    }

    private static Parquet options(String[] args) {
        Parquet defaults = Parquet.DEFAULTS;
        return new Parquet(
                args.length > 3 ? Parquet.Compression.valueOf(args[3]) : defaults.compression(),
                defaults.version(),
                args.length > 2 ? Parquet.Timestamps.valueOf(args[2]) : defaults.timestamps(),
                defaults.blockBytes(),
                defaults.pageBytes(),
                defaults.dictionary(),
                defaults.paddingBytesMax());
    }

    private static List<List<RowBatch>> largeFile() {
        TaxiColumns columns = new TaxiColumns(42);
        List<RowBatch> batches = new ArrayList<>();
        for (int i = 0; i < LARGE_FILE_BATCHES; i++) {
            batches.add(columns.next(BATCH_ROWS));
        }
        return List.of(batches);
    }

    private static List<List<RowBatch>> smallFiles() {
        TaxiColumns columns = new TaxiColumns(42);
        SplittableRandom random = new SplittableRandom(7);
        List<List<RowBatch>> work = new ArrayList<>();
        for (int i = 0; i < SMALL_FILES; i++) {
            work.add(List.of(columns.next(50 + random.nextInt(850))));
        }
        return work;
    }

    private void measure(List<List<RowBatch>> work, int round) throws IOException {
        rows = 0;
        files = 0;
        out.count = 0;
        ThreadMXBean thread = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
        long allocatedBefore = thread.getCurrentThreadAllocatedBytes();
        long before = thread.getCurrentThreadCpuTime();
        for (List<RowBatch> batches : work) {
            writeFile(batches);
        }
        long nanos = thread.getCurrentThreadCpuTime() - before;
        long allocated = thread.getCurrentThreadAllocatedBytes() - allocatedBefore;
        double seconds = (double) nanos / TimeUnit.SECONDS.toNanos(1);
        System.out.printf(
                "round %d: %d files, %d rows, %.1f bytes per row, %d bytes allocated per file, "
                        + "%.3f CPU s per million rows%n",
                round,
                files,
                rows,
                (double) out.count / rows,
                allocated / files,
                seconds / rows * 1e6);
    }

    private void writeFile(List<RowBatch> batches) throws IOException {
        try (ParquetFileWriter writer =
                new ParquetFileWriter(TaxiColumns.SCHEMA, options, buffers, out)) {
            for (RowBatch batch : batches) {
                writer.write(batch);
                rows += batch.rowCount();
            }
            writer.finish();
        }
        files++;
    }
}
