package io.hydrant.cli.convert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.hydrant.formats.column.BytesVector;
import io.hydrant.formats.column.IntVector;
import io.hydrant.formats.column.RowBatch;
import io.hydrant.formats.column.Vector;
import io.hydrant.formats.file.RowFileWriter;
import io.hydrant.formats.json.JsonDialect;
import io.hydrant.formats.json.Rejection;
import io.hydrant.formats.json.RowReader;
import io.hydrant.formats.schema.Column;
import io.hydrant.formats.schema.HiveType.Primitive;
import io.hydrant.formats.schema.TableSchema;
import io.hydrant.formats.schema.UnsupportedType;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Columns of `int` and `string` only, and files of text: `a=1,b=x` for each row, then `end`.
public final class TextFormats implements RowFormats {
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private int writersUntilFailure = Integer.MAX_VALUE;
    private long heldBytes;

    /// The writer after so many others cannot write.
    public TextFormats failingAfter(int writers) {
        writersUntilFailure = writers;
        return this;
    }

    /// Writers say that they hold so much.
    public TextFormats holding(long bytes) {
        heldBytes = bytes;
        return this;
    }

    @Override
    public RowReader reader(TableSchema schema, JsonDialect dialect) {
        for (Column column : schema.columns()) {
            if (column.type() != Primitive.INT && column.type() != Primitive.STRING) {
                throw new UnsupportedType(
                        "column '%s' has type %s".formatted(column.name(), column.type()));
            }
        }
        return (bytes, offset, length, rows) -> {
            String text = new String(bytes, offset, length, StandardCharsets.UTF_8);
            if (text.isBlank()) {
                return Optional.of(malformed("The record was empty."));
            }
            try {
                JsonNode document = JSON.readTree(text);
                return document.isObject()
                        ? append(document, rows)
                        : Optional.of(malformed("The top level must be an object."));
            } catch (JsonProcessingException e) {
                return Optional.of(
                        new Rejection(
                                Rejection.Cause.PARSE_ERROR,
                                "Encountered malformed JSON. " + e.getOriginalMessage()));
            }
        };
    }

    @Override
    public Writers writers() {
        return (_, _, out) -> writer(out);
    }

    private synchronized RowFileWriter writer(OutputStream out) {
        boolean failing = writersUntilFailure-- <= 0;
        return new RowFileWriter() {
            @Override
            public void write(RowBatch rows) throws IOException {
                if (failing) {
                    throw new IOException("No space left on device");
                }
                for (int row = 0; row < rows.rowCount(); row++) {
                    out.write((row(rows, row) + "\n").getBytes(StandardCharsets.UTF_8));
                }
            }

            @Override
            public long bytesHeld() {
                return heldBytes;
            }

            @Override
            public void finish() throws IOException {
                out.write("end\n".getBytes(StandardCharsets.UTF_8));
                out.flush();
            }

            @Override
            public void close() {
                try {
                    out.flush();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
    }

    private static Optional<Rejection> append(JsonNode document, RowBatch rows) {
        for (int i = 0; i < rows.columnCount(); i++) {
            Column column = rows.schema().columns().get(i);
            JsonNode value = document.path(column.name());
            if (value.isMissingNode() || value.isNull()) {
                continue;
            }
            if (rows.column(i) instanceof IntVector ints) {
                if (!value.isInt()) {
                    rows.dropOpen();
                    return Optional.of(malformed("For input string: " + value));
                }
                ints.append(value.intValue());
            } else {
                byte[] text = value.asText().getBytes(StandardCharsets.UTF_8);
                ((BytesVector) rows.column(i)).append(text, 0, text.length);
            }
        }
        rows.endRow();
        return Optional.empty();
    }

    private static Rejection malformed(String message) {
        return new Rejection(Rejection.Cause.MALFORMED_DATA, message);
    }

    private static String row(RowBatch rows, int row) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < rows.columnCount(); i++) {
            text.append(i == 0 ? "" : ",")
                    .append(rows.schema().columns().get(i).name())
                    .append('=')
                    .append(value(rows.column(i), row));
        }
        return text.toString();
    }

    private static String value(Vector column, int row) {
        if (column.isNull(row)) {
            return "null";
        }
        if (column instanceof IntVector ints) {
            return String.valueOf(ints.get(row));
        }
        BytesVector texts = (BytesVector) column;
        return new String(
                texts.bytes(), texts.start(row), texts.length(row), StandardCharsets.UTF_8);
    }
}
