package io.hydrant.formats;

import io.hydrant.formats.json.JsonDialect;
import io.hydrant.formats.json.RowReader;
import io.hydrant.formats.json.fast.FastRowReader;
import io.hydrant.formats.json.general.GeneralRowReader;
import io.hydrant.formats.schema.TableSchema;

/// Makes readers of records.
public final class RowReaders {
    private RowReaders() {}

    /// A reader that takes usual records the fast way, and all others the general one.
    public static RowReader of(TableSchema schema, JsonDialect dialect) {
        return new FastRowReader(schema, dialect, new GeneralRowReader(schema, dialect));
    }
}
