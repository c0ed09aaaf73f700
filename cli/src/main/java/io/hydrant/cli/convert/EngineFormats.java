package io.hydrant.cli.convert;

import io.hydrant.cli.terminal.CommandFailed;
import io.hydrant.formats.file.FileFormat;
import io.hydrant.formats.file.RowFileWriter;
import io.hydrant.formats.json.JsonDialect;
import io.hydrant.formats.json.RowReader;
import io.hydrant.formats.schema.TableSchema;

import java.io.OutputStream;

/// The readers and writers that delivery streams use as well.
public final class EngineFormats implements RowFormats {
    @Override
    public RowReader reader(TableSchema schema, JsonDialect dialect) {
        throw new CommandFailed("this build has no reader of JSON records");
    }

    @Override
    public RowFileWriter writer(FileFormat format, TableSchema schema, OutputStream out) {
        throw new CommandFailed("this build has no writer of " + format.extension() + " files");
    }
}
