package io.hydrant.query.engine.rows;

import io.airlift.compress.v3.MalformedInputException;
import io.hydrant.formats.RowFiles;
import io.hydrant.formats.column.RowBatch;
import io.hydrant.formats.file.FileFormat;
import io.hydrant.formats.file.FileFormat.Parquet;
import io.hydrant.formats.file.RowFileWriter;
import io.hydrant.formats.schema.TableSchema;
import io.hydrant.kernel.error.InvalidArgument;
import io.hydrant.query.refusal.QueryFailure;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;

/// A file of another format as a Parquet file of a table's columns.
///
/// @param name of the object, for messages; its ending tells its compression
public record FileRendering(String name, RowFormat format, TableSchema schema) {
    private static final FileFormat OUTPUT =
            new Parquet(
                    Parquet.Compression.SNAPPY,
                    Parquet.Version.V1,
                    Parquet.Timestamps.INT64_MICROS,
                    32 << 20,
                    1 << 20,
                    true,
                    0);

    private static final int BATCH_ROWS = 8_192;
    private static final long BATCH_BYTES = 4 << 20;

    /// @throws QueryFailure when the content is not what the format says
    /// @throws IOException when reading or writing fails
    public void render(InputStream in, OutputStream out) throws IOException, QueryFailure {
        try {
            write(source(in), out);
        } catch (MalformedInputException e) {
            throw new IOException("the compressed file is damaged: " + e.getMessage(), e);
        } catch (InvalidArgument e) {
            throw new QueryFailure(
                    QueryFailure.Cause.USER,
                    "HIVE_INVALID_METADATA: %s cannot be read: %s".formatted(name, e.getMessage()),
                    e);
        }
    }

    /// The same for a file that is read at any place: ORC.
    public void renderOrc(Path file, OutputStream out) throws IOException, QueryFailure {
        try (OrcRows rows = OrcRows.open(name, schema, file)) {
            write(rows, out);
        }
    }

    private void write(RowSource source, OutputStream out) throws IOException, QueryFailure {
        RowBatch batch = new RowBatch(schema);
        try (RowFileWriter writer = RowFiles.open(OUTPUT, schema, out)) {
            while (source.next(batch)) {
                if (batch.rowCount() >= BATCH_ROWS || batch.bytesUsed() >= BATCH_BYTES) {
                    writer.write(batch);
                    batch.clear();
                }
            }
            writer.write(batch);
            writer.finish();
        }
    }

    private RowSource source(InputStream in) throws IOException, QueryFailure {
        return switch (format) {
            case RowFormat.Parquet _, RowFormat.Orc _ ->
                    throw new IllegalStateException("not read from a stream: " + name);
            case RowFormat.Json json ->
                    new JsonLines(name, json, schema, Compressions.open(name, in));
            case RowFormat.Delimited delimited ->
                    new DelimitedLines(delimited, schema, Compressions.open(name, in));
            case RowFormat.Quoted quoted ->
                    new QuotedLines(name, quoted, schema, Compressions.open(name, in));
        };
    }
}
