package io.hydrant.benchmarks;

import io.hydrant.formats.RowReaders;
import io.hydrant.formats.column.RowBatch;
import io.hydrant.formats.json.JsonDialect;
import io.hydrant.formats.json.Rejection;
import io.hydrant.formats.json.RowReader;
import io.hydrant.formats.json.fast.FastRowReader;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Optional;

/// CPU seconds that a million taxi trips cost from JSON into columns.
///
/// `java -Xmx512m -cp ... io.hydrant.benchmarks.JsonToColumns [COMPACT | SPACED] [passes]`
public final class JsonToColumns {
    private static final double MILLION = 1e6;
    private static final int RECORDS = 100_000;
    private static final int BATCH_ROWS = 10_000;

    private JsonToColumns() {}

    public static void main(String[] args) {
        TaxiTrips.Form form =
                args.length > 0 ? TaxiTrips.Form.valueOf(args[0]) : TaxiTrips.Form.COMPACT;
        int passes = args.length > 1 ? Integer.parseInt(args[1]) : 50;
        TaxiTrips.Block block = new TaxiTrips().block(RECORDS, form, RowReader.SLACK_BYTES);
        FastRowReader reader = RowReaders.of(TaxiTrips.SCHEMA, JsonDialect.OpenX.DEFAULTS);
        RowBatch rows = new RowBatch(TaxiTrips.SCHEMA);
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        double[] seconds = new double[passes];
        for (int pass = 0; pass < passes; pass++) {
            long before = threads.getCurrentThreadCpuTime();
            read(block, reader, rows);
            seconds[pass] = (threads.getCurrentThreadCpuTime() - before) / 1e9;
        }
        double first = seconds[0] * MILLION / RECORDS;
        Arrays.sort(seconds);
        System.out.printf(
                "%s: CPU s per million records: first %.3f, median %.3f, least %.3f%n",
                form,
                first,
                seconds[passes / 2] * MILLION / RECORDS,
                seconds[0] * MILLION / RECORDS);
        System.out.printf(
                "%d bytes a record, %d records by the fast path, %d by the general one%n",
                block.ends()[RECORDS - 1] / RECORDS, reader.takenCount(), reader.handedOverCount());
    }

    private static void read(TaxiTrips.Block block, RowReader reader, RowBatch rows) {
        int from = 0;
        for (int end : block.ends()) {
            Optional<Rejection> rejection = reader.read(block.bytes(), from, end - from, rows);
            if (rejection.isPresent()) {
                throw new IllegalStateException(rejection.get().message());
            }
            from = end;
            if (rows.rowCount() == BATCH_ROWS) {
                rows.clear();
            }
        }
    }
}
