package io.hydrant.formats.rows;

import io.hydrant.formats.column.IntVector;
import io.hydrant.formats.column.LongVector;
import io.hydrant.formats.column.RowBatch;
import io.hydrant.formats.schema.Column;
import io.hydrant.formats.schema.HiveType.Primitive;
import io.hydrant.formats.schema.TableSchema;

import java.util.List;

/// Taxi trips: ten columns, no nulls.
final class Trips {
    static final TableSchema SCHEMA =
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

    private Trips() {}

    /// Rows whose values are numbered from `firstId` on.
    static RowBatch batch(long firstId, int count) {
        RowBatch batch = new RowBatch(SCHEMA);
        for (int row = 0; row < count; row++) {
            for (int column = 0; column < batch.columnCount(); column++) {
                long value = (firstId + row) * 16 + column;
                switch (batch.column(column)) {
                    case LongVector longs -> longs.append(value);
                    case IntVector ints -> ints.append((int) value);
                    default -> throw new IllegalStateException("no such column in trips");
                }
            }
            batch.endRow();
        }
        return batch;
    }
}
