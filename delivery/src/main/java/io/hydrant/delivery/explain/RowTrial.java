package io.hydrant.delivery.explain;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import io.hydrant.delivery.convert.RowFormats;
import io.hydrant.delivery.explain.Stage.Cell;
import io.hydrant.delivery.explain.Stage.Conversion;
import io.hydrant.delivery.explain.Stage.Origin;
import io.hydrant.delivery.explain.Stage.Row;
import io.hydrant.delivery.ledger.Refusals.Reason;
import io.hydrant.formats.column.RowBatch;
import io.hydrant.formats.json.JsonDialect;
import io.hydrant.formats.json.Rejection;
import io.hydrant.formats.json.RowReader;
import io.hydrant.formats.schema.Column;
import io.hydrant.formats.schema.TableSchema;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/// Reads records into rows, and finds out by further readings what a row was made of: a column
/// takes a member if a document of nothing but that member gives it a value, or is rejected for it.
/// So names are matched by nobody but the reader. For one thread.
final class RowTrial {
    private static final ObjectMapper JSON =
            JsonMapper.builder()
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                    .build();

    /// Values of which every type takes one, or rejects it.
    private static final List<String> PROBES = List.of("true", "1", "\"1\"", "[1]", "{\"a\":1}");

    private static final int ROWS_MAX = 100;
    private static final int DOCUMENT_BYTES_MAX = 256 << 10;
    private static final int READINGS_MAX = 20_000;

    private final RowFormats formats;
    private final TableSchema schema;
    private final JsonDialect dialect;
    private Reading whole;
    private final Map<Integer, Reading> single = new HashMap<>();

    RowTrial(RowFormats formats, TableSchema schema, JsonDialect dialect) {
        this.formats = formats;
        this.schema = schema;
        this.dialect = dialect;
        this.whole = new Reading(schema);
    }

    /// Reads documents by one schema.
    private final class Reading {
        private final RowReader reader;
        private final RowBatch rows;

        Reading(TableSchema by) {
            this.reader = formats.reader(by, dialect);
            this.rows = new RowBatch(by);
        }

        Optional<Rejection> read(byte[] document) {
            byte[] padded = new byte[document.length + RowReader.SLACK_BYTES];
            System.arraycopy(document, 0, padded, 0, document.length);
            rows.clear();
            return reader.read(padded, 0, document.length, rows);
        }
    }

    Conversion read(int number, ByteBuffer record) {
        byte[] bytes = new byte[record.remaining()];
        record.get(record.position(), bytes);
        try {
            Optional<Rejection> rejection = whole.read(bytes);
            if (number > Stage.RECORDS_MAX && rejection.isEmpty()) {
                return unmatched(number, List.of());
            }
            return rejection.isPresent()
                    ? rejected(number, bytes, rejection.get())
                    : accepted(number, bytes);
        } catch (RuntimeException | StackOverflowError e) {
            // as delivery takes it: the record is rejected, whatever went wrong
            whole = new Reading(schema);
            return rejected(number, reason(e), List.of());
        }
    }

    static Reason reason(Throwable unforeseen) {
        io.hydrant.delivery.convert.Reason reason =
                io.hydrant.delivery.convert.Reason.failure(unforeseen);
        return new Reason(reason.code(), reason.message());
    }

    private Conversion accepted(int number, byte[] bytes) {
        List<List<JsonNode>> values = new ArrayList<>();
        for (int row = 0; row < Math.min(whole.rows.rowCount(), ROWS_MAX); row++) {
            values.add(values(row));
        }
        Optional<JsonNode> document = document(bytes).filter(_ -> values.size() == 1);
        return document.map(from -> matched(number, values.getFirst(), from))
                .orElseGet(() -> unmatched(number, values));
    }

    private List<JsonNode> values(int row) {
        return IntStream.range(0, schema.columns().size())
                .mapToObj(i -> ColumnValues.of(whole.rows.column(i), column(i).type(), row))
                .toList();
    }

    private Conversion unmatched(int number, List<List<JsonNode>> rows) {
        List<Row> shown =
                rows.stream().map(values -> row(values, _ -> new Origin.Unknown())).toList();
        return new Conversion(number, shown, List.of(), Optional.empty(), List.of());
    }

    private Conversion matched(int number, List<JsonNode> values, JsonNode document) {
        Map<Integer, Origin> origins = new HashMap<>();
        Set<String> unplaced = new HashSet<>();
        document.properties()
                .forEach(
                        member -> {
                            List<Integer> taking =
                                    columnsTaking(member.getKey(), member.getValue());
                            if (taking.isEmpty()) {
                                unplaced.add(member.getKey());
                            }
                            taking.forEach(
                                    i ->
                                            origins.put(
                                                    i,
                                                    new Origin.Member(
                                                            member.getKey(), member.getValue())));
                        });
        for (String key : List.copyOf(unplaced)) {
            for (int i = 0; i < values.size(); i++) {
                if (values.get(i).isNull() && isFor(key, i)) {
                    origins.put(i, new Origin.Member(key, document.get(key)));
                    unplaced.remove(key);
                }
            }
        }
        List<String> ignored = new ArrayList<>();
        document.fieldNames()
                .forEachRemaining(
                        key -> {
                            if (unplaced.contains(key)) {
                                ignored.add(key);
                            }
                        });
        Row row = row(values, i -> origins.getOrDefault(i, new Origin.Missing()));
        return new Conversion(number, List.of(row), ignored, Optional.empty(), List.of());
    }

    private interface Origins {
        Origin of(int column);
    }

    private Row row(List<JsonNode> values, Origins origins) {
        List<Cell> cells = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            Column column = column(i);
            cells.add(
                    new Cell(
                            column.name(), column.type().toString(), values.get(i), origins.of(i)));
        }
        return new Row(cells);
    }

    /// The columns that have a value when there is only this member.
    private List<Integer> columnsTaking(String key, JsonNode value) {
        if (value.isNull() || whole.read(only(key, value.toString())).isPresent()) {
            return List.of();
        }
        return IntStream.range(0, schema.columns().size())
                .filter(i -> whole.rows.rowCount() > 0 && !whole.rows.column(i).isNull(0))
                .boxed()
                .toList();
    }

    private boolean isFor(String key, int column) {
        Reading reading = reading(column);
        return PROBES.stream()
                .map(probe -> only(key, probe))
                .anyMatch(
                        document ->
                                reading.read(document).isPresent()
                                        || reading.rows.rowCount() > 0
                                                && !reading.rows.column(0).isNull(0));
    }

    private Conversion rejected(int number, byte[] record, Rejection rejection) {
        List<String> rejecting = new ArrayList<>();
        boolean columnsMatter = rejection.cause() == Rejection.Cause.MALFORMED_DATA;
        if (columnsMatter && record.length <= DOCUMENT_BYTES_MAX) {
            for (int i = 0; i < schema.columns().size(); i++) {
                if (reading(i).read(record).isPresent()) {
                    rejecting.add(column(i).name());
                }
            }
        }
        boolean all = rejecting.size() == schema.columns().size() && rejecting.size() > 1;
        Reason reason = new Reason(rejection.cause().code(), rejection.message());
        return rejected(number, reason, all ? List.of() : rejecting);
    }

    private static Conversion rejected(int number, Reason reason, List<String> rejecting) {
        return new Conversion(number, List.of(), List.of(), Optional.of(reason), rejecting);
    }

    private Reading reading(int column) {
        return single.computeIfAbsent(
                column, i -> new Reading(new TableSchema(List.of(column(i)))));
    }

    /// The document of a record, if it has one that is an object and can be looked into in bounded
    /// time.
    private Optional<JsonNode> document(byte[] record) {
        if (record.length > DOCUMENT_BYTES_MAX) {
            return Optional.empty();
        }
        try (MappingIterator<JsonNode> documents =
                JSON.readerFor(JsonNode.class).readValues(record)) {
            JsonNode document = documents.nextValue();
            boolean small =
                    document.isObject()
                            && (long) document.size() * schema.columns().size() * PROBES.size()
                                    <= READINGS_MAX;
            return small ? Optional.of(document) : Optional.empty();
        } catch (IOException _) {
            return Optional.empty(); // the reader of rows knows more forms of JSON
        }
    }

    private static byte[] only(String key, String value) {
        String name = JsonNodeFactory.instance.textNode(key).toString();
        return ("{" + name + ":" + value + "}").getBytes(StandardCharsets.UTF_8);
    }

    private Column column(int index) {
        return schema.columns().get(index);
    }
}
