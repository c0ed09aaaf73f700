package io.hydrant.delivery.convert;

import io.hydrant.formats.file.FileFormat;
import io.hydrant.formats.file.RowFileWriter;
import io.hydrant.formats.json.JsonDialect;
import io.hydrant.formats.json.RowReader;
import io.hydrant.formats.schema.TableSchema;

import java.io.IOException;
import java.io.OutputStream;

/// The readers and writers of rows that conversions work with. Safe for any thread; what it makes
/// is for one.
public interface RowFormats {
    RowReader reader(TableSchema schema, JsonDialect dialect);

    /// Writers for one thread at a time, one file after the other.
    Writers writers();

    /// Begins files. A file has the same bytes whatever was written before it.
    interface Writers {
        /// @param out is left open
        RowFileWriter begin(FileFormat format, TableSchema schema, OutputStream out)
                throws IOException;

        /// Memory kept for the next file.
        long bytesHeld();
    }

    /// Whether a timestamp format of [JsonDialect.Hive] can be read by.
    boolean readsTimestamps(String format);
}
