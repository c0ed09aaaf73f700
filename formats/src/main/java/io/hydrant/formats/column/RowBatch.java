package io.hydrant.formats.column;

import io.hydrant.formats.schema.TableSchema;

/// Rows of a table. A row is begun by appending to any of the columns and ended by [#endRow()];
/// until then [#dropOpen()] takes back what was appended. For one thread.
public final class RowBatch {
    private final TableSchema schema;
    private final Vector[] columns;
    private int rowCount;

    public RowBatch(TableSchema schema) {
        this.schema = schema;
        this.columns = Vectors.ofAll(schema.columns()).toArray(Vector[]::new);
    }

    public TableSchema schema() {
        return schema;
    }

    public int rowCount() {
        return rowCount;
    }

    public int columnCount() {
        return columns.length;
    }

    public Vector column(int index) {
        return columns[index];
    }

    /// The columns themselves, for loops that must be fast; not to be written to.
    public Vector[] columns() {
        return columns;
    }

    /// Ends a row; columns that got no value are null in it.
    public void endRow() {
        rowCount++;
        for (Vector column : columns) {
            if (column.count() < rowCount) {
                column.appendNull();
            }
        }
    }

    /// Forgets values that belong to no row yet.
    public void dropOpen() {
        truncate(rowCount);
    }

    /// Forgets all rows from `newRowCount` on, and values that belong to no row yet.
    public void truncate(int newRowCount) {
        for (Vector column : columns) {
            column.truncate(Math.min(column.count(), newRowCount));
        }
        rowCount = newRowCount;
    }

    /// Empties the batch; its memory is kept for the next rows.
    public void clear() {
        truncate(0);
    }

    /// Memory held, in use or not.
    public long bytesHeld() {
        long bytes = 0;
        for (Vector column : columns) {
            bytes += column.bytesHeld();
        }
        return bytes;
    }

    /// Memory that the rows need, roughly.
    public long bytesUsed() {
        long bytes = 0;
        for (Vector column : columns) {
            bytes += column.bytesUsed();
        }
        return bytes;
    }
}
