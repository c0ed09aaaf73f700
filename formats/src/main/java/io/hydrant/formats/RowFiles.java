package io.hydrant.formats;

import io.hydrant.formats.file.FileFormat;
import io.hydrant.formats.file.RowFileWriter;
import io.hydrant.formats.orc.OrcFileWriter;
import io.hydrant.formats.parquet.ParquetBuffers;
import io.hydrant.formats.parquet.ParquetFileWriter;
import io.hydrant.formats.schema.TableSchema;

import java.io.OutputStream;

/// Begins files of rows, one after the other, which share their buffers. For one thread at a time.
public final class RowFiles {
    private final ParquetBuffers buffers = new ParquetBuffers();

    /// Begins a file. The stream is left open.
    public RowFileWriter begin(FileFormat format, TableSchema schema, OutputStream out) {
        return switch (format) {
            case FileFormat.Parquet parquet -> new ParquetFileWriter(schema, parquet, buffers, out);
            case FileFormat.Orc orc -> new OrcFileWriter(schema, orc, out);
        };
    }

    /// Memory kept for the next file.
    public long bytesHeld() {
        return buffers.bytesHeld();
    }

    /// Begins a file that shares nothing.
    public static RowFileWriter open(FileFormat format, TableSchema schema, OutputStream out) {
        return new RowFiles().begin(format, schema, out);
    }
}
