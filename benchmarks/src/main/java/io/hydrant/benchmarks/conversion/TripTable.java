package io.hydrant.benchmarks.conversion;

import io.hydrant.formats.column.BytesVector;
import io.hydrant.formats.column.LongVector;
import io.hydrant.formats.column.RowBatch;
import io.hydrant.formats.schema.Column;
import io.hydrant.formats.schema.HiveType.Primitive;
import io.hydrant.formats.schema.TableSchema;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
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

    /// The columns that are read: `type` is looked at and not written.
    static final TableSchema READ = withType();

    private static final int PICKUP_LONGITUDE = 1;
    private static final int DROPOFF_LONGITUDE = 3;
    private static final int TRIP_ID = 4;
    private static final int TYPE = 10;
    private static final byte[] TRIP = "trip".getBytes(StandardCharsets.US_ASCII);

    private TripTable() {}

    private static TableSchema withType() {
        List<Column> columns = new ArrayList<>(WRITTEN.columns());
        columns.add(new Column("type", Primitive.STRING));
        return new TableSchema(columns);
    }

    static boolean isKept(RowBatch rows, int row) {
        return isTrip((BytesVector) rows.column(TYPE), row)
                && isNotZero(rows, PICKUP_LONGITUDE, row)
                && isNotZero(rows, DROPOFF_LONGITUDE, row);
    }

    private static boolean isTrip(BytesVector types, int row) {
        int start = types.start(row);
        int end = start + types.length(row);
        return Arrays.equals(types.bytes(), start, end, TRIP, 0, TRIP.length);
    }

    private static boolean isNotZero(RowBatch rows, int column, int row) {
        LongVector longitudes = (LongVector) rows.column(column);
        return !longitudes.isNull(row) && Double.longBitsToDouble(longitudes.get(row)) != 0;
    }

    /// Which of so many partitions a trip goes to.
    static int partition(RowBatch rows, int row, int count) {
        return (int) (((LongVector) rows.column(TRIP_ID)).get(row) / 10 % count);
    }
}
