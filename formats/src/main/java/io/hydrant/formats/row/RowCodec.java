package io.hydrant.formats.row;

import io.hydrant.formats.column.RowBatch;
import io.hydrant.formats.schema.TableSchema;

/// How a row lies in bytes: its columns as [Members] draws them. For any thread.
public final class RowCodec {
    private final Members columns;

    public RowCodec(TableSchema schema) {
        this.columns = Members.of(new RowBatch(schema).columns());
    }

    /// Bytes that [#write] takes for a row.
    ///
    /// @param rows of the schema, or with more columns behind those, which are left out
    public long size(RowBatch rows, int row) {
        return columns.size(rows.columns(), row);
    }

    /// Writes a row; returns what is behind it.
    ///
    /// @param rows as for [#size]
    public int write(RowBatch rows, int row, byte[] target, int at) {
        return columns.write(rows.columns(), row, target, at);
    }

    /// Appends a row that was written; returns what is behind it.
    ///
    /// @param rows of the same schema
    public int read(byte[] source, int at, RowBatch rows) {
        int end = columns.read(source, at, rows.columns());
        rows.endRow();
        return end;
    }
}
