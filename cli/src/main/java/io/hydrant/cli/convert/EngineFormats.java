package io.hydrant.cli.convert;

import io.hydrant.formats.RowFiles;
import io.hydrant.formats.RowReaders;
import io.hydrant.formats.json.JsonDialect;
import io.hydrant.formats.json.RowReader;
import io.hydrant.formats.schema.TableSchema;

/// The readers and writers that delivery streams use as well.
public final class EngineFormats implements RowFormats {
    @Override
    public RowReader reader(TableSchema schema, JsonDialect dialect) {
        return RowReaders.of(schema, dialect);
    }

    @Override
    public Writers writers() {
        return new RowFiles()::begin;
    }
}
