package io.hydrant.formats.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.formats.column.RowBatch;
import io.hydrant.formats.json.CoercionCase.Expected;
import io.hydrant.formats.json.Rejection.Cause;
import io.hydrant.formats.schema.TableSchema;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/// What every [RowReader] promises.
public abstract class RowReaderContract {
    /// Where records begin in the bytes given to readers.
    private static final int OFFSET = 5;

    /// What stands around records: none of it may be taken for a part of them.
    private static final byte AROUND = '7';

    protected abstract RowReader reader(TableSchema schema, JsonDialect dialect);

    static List<CoercionCase> cases() {
        return CoercionCases.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    public void readsWhatTheTableSays(CoercionCase each) {
        RowReader reader = reader(each.schema(), each.dialect());
        RowBatch rows = new RowBatch(each.schema());
        assertThat(read(reader, "{}", rows)).isEmpty();
        Optional<Rejection> first = read(reader, each.record(), rows);
        Optional<Rejection> second = read(reader, each.record(), rows);
        assertThat(read(reader, "{}", rows)).isEmpty();
        assertThat(second).isEqualTo(first);
        List<Object> nulls = Collections.nCopies(each.schema().columns().size(), null);
        List<List<Object>> expected = new ArrayList<>();
        expected.add(nulls);
        switch (each.expected()) {
            case Expected.Rows(List<List<Object>> wanted) -> {
                assertThat(first).isEmpty();
                expected.addAll(wanted);
                expected.addAll(wanted);
            }
            case Expected.Rejected(Rejection rejection) -> assertThat(first).contains(rejection);
            case Expected.RejectedWith(Cause cause, String part) -> {
                assertThat(first).isPresent();
                assertThat(first.get().cause()).isEqualTo(cause);
                assertThat(first.get().message()).contains(part);
            }
        }
        expected.add(nulls);
        assertThat(RowsAsObjects.of(rows)).isEqualTo(expected);
    }

    @Test
    public void readsStringsAndNumbersOfAnyLength() {
        String text = "ä\\n".repeat(400_000);
        String digits = "9".repeat(1_000_000);
        String json =
                """
                {"s":"%s","n":%s,"d":%s,"r":0.%s,"k%s":1}\
                """
                        .formatted(text, digits, digits, digits, digits);
        TableSchema schema = CoercionCase.schemaOf("s:string,n:string,d:double,r:decimal(38,38)");
        RowReader reader = reader(schema, JsonDialect.OpenX.DEFAULTS);
        RowBatch rows = new RowBatch(schema);
        assertThat(read(reader, json.replace("\"r\":0.9", "\"r\":0.1"), rows)).isEmpty();
        List<Object> row = RowsAsObjects.of(rows).getFirst();
        assertThat(row.get(0)).isEqualTo("ä\n".repeat(400_000));
        assertThat(row.get(1)).isEqualTo(digits);
        assertThat(row.get(2)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(row.get(3)).hasToString("0.2" + "0".repeat(37));
    }

    @Test
    public void survivesLongValuesOfEveryType() {
        List<String> types =
                List.of(
                        "boolean",
                        "tinyint",
                        "int",
                        "bigint",
                        "float",
                        "double",
                        "decimal(38,19)",
                        "varchar(9)",
                        "char(9)",
                        "binary",
                        "date",
                        "timestamp",
                        "array<int>",
                        "map<double,int>",
                        "struct<a:int>");
        List<String> values =
                List.of(
                        "9".repeat(100_000),
                        "1e" + "9".repeat(100_000),
                        "0." + "0".repeat(100_000) + "1",
                        quoted("0x" + "f".repeat(100_000)),
                        quoted("0x" + "f".repeat(100_000) + "p1"),
                        quoted("-".repeat(100_000)),
                        quoted(" ".repeat(100_000)),
                        quoted("A".repeat(100_000)),
                        "[" + "1,".repeat(100_000) + "1]");
        List<JsonDialect> dialects =
                List.of(
                        JsonDialect.OpenX.DEFAULTS,
                        new JsonDialect.Hive(List.of("MMMM", "EEE", "ZZZ", "z", "millis")));
        for (String type : types) {
            TableSchema schema = CoercionCase.schemaOf("c:" + type);
            for (JsonDialect dialect : dialects) {
                RowReader reader = reader(schema, dialect);
                RowBatch rows = new RowBatch(schema);
                int expected = 0;
                for (String value : values) {
                    expected += read(reader, "{\"c\":" + value + "}", rows).isEmpty() ? 1 : 0;
                }
                assertThat(rows.rowCount()).isEqualTo(expected);
            }
        }
    }

    @Test
    public void readsManyKeysOfOneHash() {
        StringBuilder json = new StringBuilder("{\"c\":{");
        for (int i = 0; i < 1 << 14; i++) {
            json.append(i == 0 ? "\"" : ",\"");
            for (int bit = 0; bit < 14; bit++) {
                json.append((i >> bit & 1) == 0 ? "Aa" : "BB");
            }
            json.append("\":").append(i);
        }
        json.append("}}");
        TableSchema schema = CoercionCase.schemaOf("c:map<string,int>");
        RowReader reader = reader(schema, new JsonDialect.Hive(List.of()));
        RowBatch rows = new RowBatch(schema);
        assertThat(read(reader, json.toString(), rows)).isEmpty();
        assertThat((Map<?, ?>) RowsAsObjects.of(rows).getFirst().getFirst()).hasSize(1 << 14);
    }

    private static String quoted(String text) {
        return "\"" + text + "\"";
    }

    @Test
    public void cutsLongValuesInMessages() {
        TableSchema schema = CoercionCase.schemaOf("c:int");
        RowReader reader = reader(schema, JsonDialect.OpenX.DEFAULTS);
        String json = "{\"c\":\"" + "x".repeat(1_000_000) + "\"}";
        assertThat(read(reader, json, new RowBatch(schema)))
                .map(Rejection::message)
                .contains(
                        "Data does not match the schema. For input string: \""
                                + "x".repeat(1_000)
                                + "...\"");
    }

    @Test
    public void takesNestingUpToItsLimit() {
        TableSchema schema = CoercionCase.schemaOf("c:string");
        RowReader reader = reader(schema, JsonDialect.OpenX.DEFAULTS);
        RowBatch rows = new RowBatch(schema);
        String deepest = "[".repeat(999) + "]".repeat(999);
        assertThat(read(reader, "{\"c\":" + deepest + "}", rows)).isEmpty();
        assertThat(RowsAsObjects.of(rows)).isEqualTo(List.of(List.of(deepest)));
        for (String deeper : List.of("[".repeat(1_000), "{\"a\":".repeat(1_000))) {
            assertThat(read(reader, "{\"c\":" + deeper, rows))
                    .hasValueSatisfying(
                            rejection -> {
                                assertThat(rejection.cause()).isEqualTo(Cause.PARSE_ERROR);
                                assertThat(rejection.message()).contains("nesting depth (1001)");
                            });
        }
        assertThat(read(reader, "[".repeat(1_000_000), rows)).isPresent();
        assertThat(read(reader, "{\"x\":".repeat(1_000_000), rows)).isPresent();
        assertThat(rows.rowCount()).isOne();
    }

    @Test
    public void takesAllDocumentsOfARecordOrNone() {
        TableSchema schema = CoercionCase.schemaOf("c:int,d:array<struct<e:string>>");
        RowReader reader = reader(schema, JsonDialect.OpenX.DEFAULTS);
        RowBatch rows = new RowBatch(schema);
        String good = "{\"c\":1,\"d\":[{\"e\":\"x\"},{\"e\":\"y\"}]}";
        assertThat(read(reader, good.repeat(100), rows)).isEmpty();
        assertThat(rows.rowCount()).isEqualTo(100);
        List<List<Object>> before = RowsAsObjects.of(rows);
        assertThat(read(reader, good.repeat(100) + "{\"c\":1.5}", rows)).isPresent();
        assertThat(read(reader, good.repeat(100) + "{\"d\":[{\"e\":\"z\"},5]}", rows)).isPresent();
        assertThat(read(reader, good.repeat(100) + "{\"c\":2", rows)).isPresent();
        assertThat(RowsAsObjects.of(rows)).isEqualTo(before);
    }

    @Test
    public void leavesNoTraceOfRecordsThatItRejects() {
        HostileRecords hostile = new HostileRecords(new Random(23));
        int rejected = 0;
        for (CoercionCase each : cases()) {
            RowReader reader = reader(each.schema(), each.dialect());
            RowBatch rows = new RowBatch(each.schema());
            List<Object> nulls = Collections.nCopies(each.schema().columns().size(), null);
            for (int i = 0; i < 15; i++) {
                byte[] record = hostile.mutated(each.record());
                List<List<Object>> before = RowsAsObjects.of(rows);
                if (read(reader, record, rows).isPresent()) {
                    rejected++;
                    assertThat(RowsAsObjects.of(rows)).isEqualTo(before);
                } else {
                    assertThat(rows.rowCount()).isGreaterThan(before.size());
                    rows.truncate(before.size() % 5);
                }
                assertThat(read(reader, "{}", rows)).isEmpty();
                assertThat(RowsAsObjects.of(rows).getLast()).isEqualTo(nulls);
            }
        }
        assertThat(rejected).isGreaterThan(1_000);
    }

    private static Optional<Rejection> read(RowReader reader, String json, RowBatch rows) {
        return read(reader, json.getBytes(StandardCharsets.UTF_8), rows);
    }

    /// Reads a record that is surrounded by digits.
    private static Optional<Rejection> read(RowReader reader, byte[] record, RowBatch rows) {
        byte[] bytes = new byte[OFFSET + record.length + RowReader.SLACK_BYTES];
        Arrays.fill(bytes, AROUND);
        System.arraycopy(record, 0, bytes, OFFSET, record.length);
        return reader.read(bytes, OFFSET, record.length, rows);
    }
}
