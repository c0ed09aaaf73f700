package io.hydrant.benchmarks;

import io.hydrant.formats.column.IntVector;
import io.hydrant.formats.column.LongVector;
import io.hydrant.formats.column.RowBatch;
import io.hydrant.formats.schema.Column;
import io.hydrant.formats.schema.HiveTypeParser;
import io.hydrant.formats.schema.TableSchema;

import java.util.List;
import java.util.SplittableRandom;

/// Rows like those of taxi trips, in columns: coordinates with the digits of 32-bit floats, trips
/// in the order of their start, amounts in cents. The same seed gives the same rows.
final class TaxiColumns {
    static final TableSchema SCHEMA =
            new TableSchema(
                    List.of(
                            column("pickup_latitude", "double"),
                            column("pickup_longitude", "double"),
                            column("dropoff_latitude", "double"),
                            column("dropoff_longitude", "double"),
                            column("trip_id", "bigint"),
                            column("trip_distance", "double"),
                            column("passenger_count", "int"),
                            column("pickup_datetime", "timestamp"),
                            column("dropoff_datetime", "timestamp"),
                            column("total_amount", "double")));

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final SplittableRandom random;
    private long tripId = 4_000_000_000L;
    private long millis = 1_451_606_400_000L;

    TaxiColumns(long seed) {
        this.random = new SplittableRandom(seed);
    }

    private static Column column(String name, String type) {
        return new Column(name, HiveTypeParser.parse(type));
    }

    /// The next rows, in a new batch.
    RowBatch next(int rowCount) {
        RowBatch batch = new RowBatch(SCHEMA);
        for (int i = 0; i < rowCount; i++) {
            millis += random.nextInt(500);
            long pickup = millis / 1000;
            double distance = (30 + random.nextInt(1500)) / 100.0;
            double amount = 3.3 + distance * 2.5 + random.nextDouble() * 6;
            append(batch, 0, coordinate(40.60, 0.25));
            append(batch, 1, coordinate(-74.05, 0.30));
            append(batch, 2, coordinate(40.60, 0.25));
            append(batch, 3, coordinate(-74.05, 0.30));
            append(batch, 4, tripId++);
            append(batch, 5, Double.doubleToRawLongBits(distance));
            ((IntVector) batch.column(6)).append(1 + random.nextInt(6));
            append(batch, 7, pickup * NANOS_PER_SECOND);
            append(batch, 8, (pickup + 60 + random.nextInt(3600)) * NANOS_PER_SECOND);
            append(batch, 9, Double.doubleToRawLongBits(Math.round(amount * 100) / 100.0));
            batch.endRow();
        }
        return batch;
    }

    private long coordinate(double from, double span) {
        return Double.doubleToRawLongBits((float) (from + random.nextDouble() * span));
    }

    private static void append(RowBatch batch, int column, long value) {
        ((LongVector) batch.column(column)).append(value);
    }
}
