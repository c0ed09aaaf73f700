package io.hydrant.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.hydrant.delivery.convert.RowFormats;
import io.hydrant.formats.column.LongVector;
import io.hydrant.formats.column.RowBatch;
import io.hydrant.formats.file.FileFormat;
import io.hydrant.formats.file.RowFileWriter;
import io.hydrant.formats.json.JsonDialect;
import io.hydrant.formats.json.Rejection;
import io.hydrant.formats.json.Rejection.Cause;
import io.hydrant.formats.json.RowReader;
import io.hydrant.formats.schema.TableSchema;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Rows of the one column `n` of a table, read by Jackson and written as text:
///
///     n,note PARQUET SNAPPY INT96 268435456
///     1
///     2
///     end
///
/// A record with the member `bomb` makes the reader fail, a table with the column `poison` the
/// writer; for one with the column `unreadable` there is no reader.
public final class TextFormats implements RowFormats {
    private static final ObjectMapper JSON = new ObjectMapper();

    /// Whether files cannot be begun.
    public boolean broken;

    /// How many readers were made.
    public int readers;

    @Override
    public RowReader reader(TableSchema schema, JsonDialect dialect) {
        readers++;
        if (schema.columns().stream().anyMatch(column -> column.name().equals("unreadable"))) {
            throw new IllegalStateException("no reader");
        }
        return TextFormats::read;
    }

    @Override
    public Writers writers() {
        return new Writers() {
            @Override
            public RowFileWriter begin(FileFormat format, TableSchema schema, OutputStream out)
                    throws IOException {
                return file(format, schema, out);
            }

            @Override
            public long bytesHeld() {
                return 0;
            }
        };
    }

    private RowFileWriter file(FileFormat format, TableSchema schema, OutputStream out)
            throws IOException {
        if (broken) {
            throw new IllegalStateException("broken");
        }
        out.write((header(format, schema) + "\n").getBytes(StandardCharsets.UTF_8));
        return new Writer(schema, out);
    }

    @Override
    public boolean readsTimestamps(String format) {
        return !format.contains("Q");
    }

    private static String header(FileFormat format, TableSchema schema) {
        String names =
                schema.columns().stream().map(c -> c.name()).collect(Collectors.joining(","));
        return switch (format) {
            case FileFormat.Parquet parquet ->
                    "%s PARQUET %s %s %d"
                            .formatted(
                                    names,
                                    parquet.compression(),
                                    parquet.timestamps(),
                                    parquet.blockBytes());
            case FileFormat.Orc orc -> "%s ORC %s".formatted(names, orc.compression());
        };
    }

    private static Optional<Rejection> read(byte[] bytes, int offset, int length, RowBatch rows) {
        String text = new String(bytes, offset, length, StandardCharsets.UTF_8);
        if (bytes.length < offset + length + RowReader.SLACK_BYTES) {
            throw new IllegalArgumentException("no slack behind " + text);
        }
        if (text.isBlank()) {
            return rejected(
                    Cause.MALFORMED_DATA, "The record was empty or contained only whitespace.");
        }
        List<Long> values = new ArrayList<>();
        try (MappingIterator<JsonNode> documents =
                JSON.readerFor(JsonNode.class).readValues(text)) {
            while (documents.hasNextValue()) {
                JsonNode document = documents.nextValue();
                if (document.has("bomb")) {
                    ((LongVector) rows.column(0)).append(0);
                    throw new IllegalStateException("bomb");
                }
                if (!document.path("n").isIntegralNumber()) {
                    return rejected(
                            Cause.MALFORMED_DATA, "Data does not match the schema. " + text);
                }
                values.add(document.get("n").asLong());
            }
        } catch (JsonProcessingException e) {
            return rejected(Cause.PARSE_ERROR, "Encountered malformed JSON.");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (long value : values) {
            ((LongVector) rows.column(0)).append(value);
            rows.endRow();
        }
        return Optional.empty();
    }

    private static Optional<Rejection> rejected(Cause cause, String message) {
        return Optional.of(new Rejection(cause, message));
    }

    private record Writer(TableSchema schema, OutputStream out) implements RowFileWriter {
        @Override
        public void write(RowBatch rows) throws IOException {
            if (schema.columns().stream().anyMatch(column -> column.name().equals("poison"))) {
                throw new IllegalStateException("poisoned");
            }
            StringBuilder lines = new StringBuilder();
            LongVector values = (LongVector) rows.column(0);
            for (int i = 0; i < rows.rowCount(); i++) {
                lines.append(values.get(i)).append('\n');
            }
            out.write(lines.toString().getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public long bytesHeld() {
            return 0;
        }

        @Override
        public void finish() throws IOException {
            out.write("end\n".getBytes(StandardCharsets.UTF_8));
            out.flush();
        }

        @Override
        public void close() {}
    }
}
