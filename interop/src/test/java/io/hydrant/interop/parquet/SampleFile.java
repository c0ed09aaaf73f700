package io.hydrant.interop.parquet;

import io.hydrant.formats.column.PlainRows;
import io.hydrant.formats.file.FileFormat.Parquet;
import io.hydrant.formats.parquet.ParquetBuffers;
import io.hydrant.formats.parquet.ParquetFileWriter;
import io.hydrant.formats.schema.TableSchema;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Files for independent readers.
///
/// @param batchRows rows that are given to the writer at once
record SampleFile(TableSchema schema, Parquet options, int batchRows) {
    private static final ParquetBuffers BUFFERS = new ParquetBuffers();

    void write(Path file, List<List<Object>> rows) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                ParquetFileWriter writer = new ParquetFileWriter(schema, options, BUFFERS, out)) {
            for (int from = 0; from < rows.size(); from += batchRows) {
                int to = Math.min(from + batchRows, rows.size());
                writer.write(PlainRows.batchOf(schema, rows.subList(from, to)));
            }
            writer.finish();
        }
    }
}
