package io.hydrant.benchmarks.conversion;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

import io.hydrant.formats.column.BytesVector;
import io.hydrant.formats.column.IntVector;
import io.hydrant.formats.column.LongVector;
import io.hydrant.formats.column.RowBatch;
import io.hydrant.formats.column.Vector;
import io.hydrant.formats.file.RowFileWriter;
import io.hydrant.formats.json.Rejection;
import io.hydrant.formats.json.RowReader;
import io.hydrant.formats.schema.HiveType.Primitive;
import io.hydrant.formats.schema.TableSchema;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Which reader and writer are measured. For one thread.
final class Formats {
    RowReader reader(TableSchema schema) {
        return new ByParser(schema);
    }

    RowFileWriter writer(TableSchema schema, OutputStream output) {
        return new Uncompressed(schema, new DataOutputStream(output));
    }

    /// Flat records by Jackson.
    private static final class ByParser implements RowReader {
        private static final JsonFactory JSON = new JsonFactory();

        private final TableSchema schema;
        private final Map<String, Integer> columns = new HashMap<>();

        ByParser(TableSchema schema) {
            this.schema = schema;
            for (int i = 0; i < schema.columns().size(); i++) {
                columns.put(schema.columns().get(i).name(), i);
            }
        }

        @Override
        public Optional<Rejection> read(byte[] bytes, int offset, int length, RowBatch rows) {
            try (JsonParser parser = JSON.createParser(bytes, offset, length)) {
                parser.nextToken();
                for (JsonToken at = parser.nextToken();
                        at == JsonToken.FIELD_NAME;
                        at = parser.nextToken()) {
                    Integer column = columns.get(parser.currentName());
                    parser.nextToken();
                    if (column != null) {
                        append(parser, column, rows.column(column));
                    }
                }
                rows.endRow();
                return Optional.empty();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private void append(JsonParser parser, int column, Vector vector) throws IOException {
            switch (vector) {
                case IntVector ints -> ints.append(parser.getIntValue());
                case LongVector longs -> longs.append(bits(parser, column));
                case BytesVector texts -> {
                    byte[] text = parser.getText().getBytes(StandardCharsets.UTF_8);
                    texts.append(text, 0, text.length);
                }
                default -> throw new IOException("no flat column: " + column);
            }
        }

        private long bits(JsonParser parser, int column) throws IOException {
            if (parser.currentToken() == JsonToken.VALUE_STRING) {
                Instant instant = Instant.parse(parser.getText());
                return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
            }
            return schema.columns().get(column).type() == Primitive.DOUBLE
                    ? Double.doubleToRawLongBits(parser.getDoubleValue())
                    : parser.getLongValue();
        }
    }

    /// Numbers as they are.
    private static final class Uncompressed implements RowFileWriter {
        private final TableSchema schema;
        private final DataOutputStream output;

        Uncompressed(TableSchema schema, DataOutputStream output) {
            this.schema = schema;
            this.output = output;
        }

        @Override
        public void write(RowBatch rows) throws IOException {
            for (int column = 0; column < schema.columns().size(); column++) {
                for (int row = 0; row < rows.rowCount(); row++) {
                    switch (rows.column(column)) {
                        case LongVector longs -> output.writeLong(longs.get(row));
                        case IntVector ints -> output.writeInt(ints.get(row));
                        default -> throw new IOException("no column of numbers: " + column);
                    }
                }
            }
        }

        @Override
        public long bytesHeld() {
            return 0;
        }

        @Override
        public void finish() throws IOException {
            output.flush();
        }

        @Override
        public void close() {}
    }
}
