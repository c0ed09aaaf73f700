package io.hydrant.cli.convert;

import io.hydrant.cli.terminal.CommandFailed;
import io.hydrant.formats.json.JsonDialect;
import io.hydrant.formats.json.RowReader;
import io.hydrant.formats.schema.TableSchema;

/// The readers and writers that delivery streams use as well.
public final class EngineFormats implements RowFormats {
    @Override
    public RowReader reader(TableSchema schema, JsonDialect dialect) {
        throw new CommandFailed("this build has no reader of JSON records");
    }

    @Override
    public Writers writers() {
        throw new CommandFailed("this build has no writers of columnar files");
    }
}
