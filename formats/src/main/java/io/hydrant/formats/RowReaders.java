package io.hydrant.formats;

import io.hydrant.formats.json.JsonDialect;
import io.hydrant.formats.json.fast.FastRowReader;
import io.hydrant.formats.json.general.GeneralRowReader;
import io.hydrant.formats.schema.TableSchema;

/// Readers of records as everyone should have them.
public final class RowReaders {
    private RowReaders() {}

    /// A reader that takes usual records straight into columns and reads all others in general.
    ///
    /// @throws io.hydrant.kernel.error.InvalidArgument if the dialect has a timestamp format that
    ///   cannot be read
    public static FastRowReader of(TableSchema schema, JsonDialect dialect) {
        return new FastRowReader(schema, dialect, new GeneralRowReader(schema, dialect));
    }
}
