package io.hydrant.cli.convert;

import io.hydrant.formats.file.FileFormat;
import io.hydrant.formats.file.RowFileWriter;
import io.hydrant.formats.json.JsonDialect;
import io.hydrant.formats.json.RowReader;
import io.hydrant.formats.schema.TableSchema;

import java.io.IOException;
import java.io.OutputStream;

/// Makes the readers of documents and the writers of files; tests have simple ones.
public interface RowFormats {
    RowReader reader(TableSchema schema, JsonDialect dialect);

    /// Writers for one lane: one thread uses them, one file after the other or several at once.
    Writers writers();

    /// Begins files.
    @FunctionalInterface
    interface Writers {
        /// @param out is left open
        RowFileWriter begin(FileFormat format, TableSchema schema, OutputStream out)
                throws IOException;
    }
}
