package io.hydrant.benchmarks.conversion;

import io.hydrant.formats.column.LongVector;
import io.hydrant.formats.column.RowBatch;
import io.hydrant.formats.schema.Column;
import io.hydrant.formats.schema.HiveType.Primitive;
import io.hydrant.formats.schema.TableSchema;

import java.util.ArrayList;
import java.util.List;

/// The columns of the trips, and which trips are kept.
final class TripTable {
    /// The columns of the files.
    static final TableSchema WRITTEN =
            new TableSchema(
                    List.of(
                            new Column("pickup_latitude", Primitive.DOUBLE),
                            new Column("pickup_longitude", Primitive.DOUBLE),
                            new Column("dropoff_latitude", Primitive.DOUBLE),
                            new Column("dropoff_longitude", Primitive.DOUBLE),
                            new Column("trip_id", Primitive.BIGINT),
                            new Column("trip_distance", Primitive.DOUBLE),
                            new Column("passenger_count", Primitive.INT),
                            new Column("pickup_datetime", Primitive.TIMESTAMP),
                            new Column("dropoff_datetime", Primitive.TIMESTAMP),
                            new Column("total_amount", Primitive.DOUBLE)));

    /// What DuckDB reads: `type` is looked at and not written.
    static final TableSchema READ = withType();

    private static final int PICKUP_LONGITUDE = 1;
    private static final int DROPOFF_LONGITUDE = 3;

    private TripTable() {}

    private static TableSchema withType() {
        List<Column> columns = new ArrayList<>(WRITTEN.columns());
        columns.add(new Column("type", Primitive.STRING));
        return new TableSchema(columns);
    }

    /// Whether a row of the files' columns stays.
    static boolean isKept(RowBatch rows, int row) {
        return isNotZero(rows, PICKUP_LONGITUDE, row) && isNotZero(rows, DROPOFF_LONGITUDE, row);
    }

    private static boolean isNotZero(RowBatch rows, int column, int row) {
        LongVector longitudes = (LongVector) rows.column(column);
        return !longitudes.isNull(row) && Double.longBitsToDouble(longitudes.get(row)) != 0;
    }
}
