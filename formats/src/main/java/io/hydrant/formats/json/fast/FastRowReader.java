package io.hydrant.formats.json.fast;

import io.hydrant.formats.column.RowBatch;
import io.hydrant.formats.json.JsonDialect;
import io.hydrant.formats.json.Rejection;
import io.hydrant.formats.json.RowReader;
import io.hydrant.formats.schema.TableSchema;

import java.util.Optional;

/// Reads usual records straight into the columns and hands all others to the general reader.
///
/// A record is taken only if all of it was checked to be JSON and every value is one whose
/// conversion is known to be the general reader's. For one thread.
public final class FastRowReader implements RowReader {
    private final ObjectShape shape;
    private final RowReader general;
    private final ValueReader values = new ValueReader();
    private long taken;
    private long handedOver;

    /// @param general of the same schema and dialect
    public FastRowReader(TableSchema schema, JsonDialect dialect, RowReader general) {
        this.shape = Target.shape(schema.columns(), dialect);
        this.general = general;
    }

    @Override
    public Optional<Rejection> read(byte[] bytes, int offset, int length, RowBatch rows) {
        int rowsBefore = rows.rowCount();
        if (take(bytes, offset, offset + length, rows)) {
            taken++;
            return Optional.empty();
        }
        rows.truncate(rowsBefore);
        handedOver++;
        return general.read(bytes, offset, length, rows);
    }

    /// Records that were read here.
    public long takenCount() {
        return taken;
    }

    /// Records that the general reader got.
    public long handedOverCount() {
        return handedOver;
    }

    private boolean take(byte[] bytes, int from, int end, RowBatch rows) {
        values.begin(bytes, end);
        int at = ValueSkipper.blanks(bytes, from, end);
        if (at == end) {
            return false;
        }
        while (at < end) {
            if (bytes[at] != '{') {
                return false;
            }
            at = values.members(shape, rows.columns(), rows.rowCount(), at + 1);
            if (at < 0) {
                return false;
            }
            rows.endRow();
            at = ValueSkipper.blanks(bytes, at, end);
        }
        return true;
    }
}
