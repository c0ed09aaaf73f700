package io.hydrant.formats.json.fast;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hydrant.formats.column.RowBatch;
import io.hydrant.formats.json.JsonDialect;
import io.hydrant.formats.json.JsonDialect.Hive;
import io.hydrant.formats.json.JsonDialect.OpenX;
import io.hydrant.formats.schema.TableSchema;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class FastRowReaderTest {
    static final List<String> USUAL = Records.USUAL;

    private static final TableSchema TAXI =
            Records.schema(
                    "pickup_latitude double",
                    "pickup_longitude double",
                    "trip_id bigint",
                    "passenger_count int",
                    "pickup_datetime timestamp",
                    "total_amount double");

    private static final String TRIP =
            """
            {"pickup_latitude":40.75320053100586,"pickup_longitude":-73.98532867431641,\
            "dropoff_latitude":40.6,"trip_id":4000000000,"passenger_count":2,\
            "pickup_datetime":"2016-01-01T00:00:18.000Z","total_amount":17.55,"type":"trip"}
            """;

    private final FastRowReader reader = Records.reader(Records.NESTED, OpenX.DEFAULTS);
    private final RowBatch rows = new RowBatch(Records.NESTED);

    @ParameterizedTest
    @FieldSource("USUAL")
    void takesUsualRecords(String record) throws IOException {
        assertThat(Records.isTaken(reader, record, rows)).isTrue();

        byte[] bytes = record.getBytes(UTF_8);
        assertThat(ColumnValues.rows(rows))
                .isEqualTo(JsonTree.rows(bytes, 0, bytes.length, Records.NESTED.columns()));
        assertThat(reader.takenCount()).isEqualTo(1);
        assertThat(reader.handedOverCount()).isZero();
    }

    @Test
    void takesTripsOfTaxisHoweverTheyAreSpaced() {
        FastRowReader taxi = Records.reader(TAXI, OpenX.DEFAULTS);
        RowBatch trips = new RowBatch(TAXI);
        String spaced = TRIP.replace("\":", "\": ").replace(",\"", ", \"");

        for (String trip : List.of(TRIP, spaced, TRIP, TRIP + TRIP)) {
            assertThat(Records.isTaken(taxi, trip, trips)).as(trip).isTrue();
        }

        assertThat(taxi.takenCount()).isEqualTo(4);
        assertThat(ColumnValues.rows(trips))
                .hasSize(5)
                .containsOnly(
                        List.of(
                                Double.doubleToRawLongBits(40.75320053100586),
                                Double.doubleToRawLongBits(-73.98532867431641),
                                4_000_000_000L,
                                2,
                                1_451_606_418_000_000_000L,
                                Double.doubleToRawLongBits(17.55)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  \n",
                "1",
                "\"text\"",
                "[{\"id\":1}]",
                "{\"id\":1},{\"id\":2}",
                "{\"id\":1}x",
                "{\"id\":1,}",
                "{,\"id\":1}",
                "{\"id\" 1}",
                "{\"id\"::1}",
                "{id:1}",
                "{'id':1}",
                "{\"id\":01}",
                "{\"id\":1.}",
                "{\"id\":-}",
                "{\"id\":+1}",
                "{\"id\":1.5}",
                "{\"id\":1e3}",
                "{\"id\":9223372036854775808}",
                "{\"id\":\"\"}",
                "{\"id\":\"+1\"}",
                "{\"id\":\" 1\"}",
                "{\"id\":\"0x1F\"}",
                "{\"id\":true}",
                "{\"id\":[1]}",
                "{\"id\":nul}",
                "{\"id\":nullx}",
                "{\"n\":2147483648}",
                "{\"n\":-2147483649}",
                "{\"small\":32768}",
                "{\"d\":NaN}",
                "{\"d\":1e999}",
                "{\"d\":\"NaN\"}",
                "{\"f\":1e39}",
                "{\"f\":1e-45}",
                "{\"ok\":1}",
                "{\"ok\":\"yes\"}",
                "{\"ok\":\"TRUE\"}",
                "{\"price\":1234567890.5}",
                "{\"large\":123456789012345678901.5}",
                "{\"s\":{\"a\":1}}",
                "{\"s\":[1]}",
                "{\"s\":\"a\u0001b\"}",
                "{\"s\":\"\\x\"}",
                "{\"s\":\"\\ud83d\"}",
                "{\"s\":\"\\udc00\"}",
                "{\"s\":\"\\u12g4\"}",
                "{\"day\":\"2026-2-28\"}",
                "{\"day\":\"2026-02-30\"}",
                "{\"day\":\"1600-02-28\"}",
                "{\"at\":\"2016-01-01T24:00:00Z\"}",
                "{\"at\":\"2016-01-01T00:00:00+00:00\"}",
                "{\"at\":\"2016-01-01 0:0:0\"}",
                "{\"at\":\"2016-01-01T00:00:00.Z\"}",
                "{\"at\":\"2016-01-01T00:00:00.1234567890Z\"}",
                "{\"at\":\"2300-01-01T00:00:00Z\"}",
                "{\"at\":1e9}",
                "{\"tags\":\"\"}",
                "{\"place\":[1,2]}",
                "{\"place\":5}",
                "{\"place\":\"\"}",
                "{\"counts\":[1]}",
                "{\"counts\":{\"a\":1,\"A\":2}}",
                "{\"counts\":{\"\u00c4\":1}}",
                "{\"names\":{\"1\":\"a\",\"1\":\"b\"}}",
                "{\"names\":{\"01\":\"a\"}}",
                "{\"raw\":\"no base64!\"}",
                "{\"id\":1,\"id\":2}",
                "{\"id\":1,\"ID\":2}",
                "{\"place\":{\"lat\":1,\"lat\":2}}",
                "{\"\\u0069d\":1}",
                "{\"other\":01}",
                "{\"other\":\"\\q\"}",
                "{\"other\":[1,]}",
                "{\"other\":{\"a\" 1}}",
                "{\"other\":tru}",
                "{\"other\":{\"a\":1]}"
            })
    void handsOverWhatIsUnusualAndLeavesNoTrace(String record) {
        assertThat(Records.isTaken(reader, "{\"id\":7,\"tags\":[\"kept\"]}", rows)).isTrue();
        List<List<Object>> before = ColumnValues.rows(rows);

        assertThat(Records.isTaken(reader, "{\"id\":8}" + record, rows))
                .isEqualTo(record.isBlank());
        rows.truncate(1);
        assertThat(Records.isTaken(reader, record, rows)).isFalse();

        assertThat(ColumnValues.rows(rows)).isEqualTo(before);
        for (int column = 0; column < rows.columnCount(); column++) {
            assertThat(rows.column(column).count()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0x80, 0xC0, 0xC1, 0xF5, 0xFF, 0xC3, 0xED, 0xE0, 0xF0, 0xF4})
    void handsOverWhatIsNoUtf8(int first) {
        for (int second : new int[] {'a', 0x80, 0x9F, 0xA0, 0xBF, 0xC0}) {
            byte[] record = "{\"s\":\"ab\",\"other\":\"x\"}".getBytes(UTF_8);
            record[6] = (byte) first;
            record[7] = (byte) second;
            boolean isCharacter = first == 0xC3 && second >= 0x80 && second < 0xC0;

            assertThat(Records.isTaken(reader, record, rows)).isEqualTo(isCharacter);
        }
    }

    @Test
    void handsOverWhatIsNestedTooDeep() {
        String deep = "[".repeat(65) + "]".repeat(65);

        assertThat(Records.isTaken(reader, "{\"other\":" + deep + "}", rows)).isFalse();
        String less = deep.substring(1, deep.length() - 1);
        assertThat(Records.isTaken(reader, "{\"other\":" + less + "}", rows)).isTrue();
    }

    @Test
    void findsKeysInAnyOrder() {
        TableSchema letters = Records.schema("a int", "b int", "c int", "longer_than_others int");
        FastRowReader any = Records.reader(letters, OpenX.DEFAULTS);
        RowBatch batch = new RowBatch(letters);
        for (String record :
                List.of(
                        "{\"a\":1,\"b\":2,\"c\":3,\"longer_than_others\":4}",
                        "{\"longer_than_others\":4,\"c\":3,\"b\":2,\"a\":1}",
                        "{\"c\":3,\"x\":9,\"LONGER_than_others\":4,\"a\":1,\"B\":2}",
                        "{\"b\" :2,\"longer_than_otherx\":7,\"longer_than_others\" :"
                                + " 4,\"a\":1,\"c\":3}",
                        "{\"longer_than_others\":4,\"c\":3,\"b\":2,\"a\":1}")) {
            assertThat(Records.isTaken(any, record, batch)).as(record).isTrue();
        }

        assertThat(ColumnValues.rows(batch)).containsOnly(List.of(1, 2, 3, 4)).hasSize(5);
    }

    @Test
    void skipsAnyNumberOfUnknownKeys() {
        for (int i = 0; i < 1_000; i++) {
            String record = "{\"unknown_" + i + "\":[" + i + "],\"id\":" + i + "}";
            assertThat(Records.isTaken(reader, record, rows)).isTrue();
        }
        assertThat(rows.rowCount()).isEqualTo(1_000);
        assertThat(ColumnValues.rows(rows).getLast().getFirst()).isEqualTo(999L);
    }

    @Test
    void keepsCaseAndReadsMappedKeysAndDotsIfTold() {
        TableSchema schema = Records.schema("a_b int", "ts int", "Name int");
        OpenX dialect = new OpenX(false, true, Map.of("ts", "timestamp"));
        FastRowReader mapped = Records.reader(schema, dialect);
        RowBatch batch = new RowBatch(schema);

        String record = "{\"a.b\":1,\"timestamp\":2,\"ts\":3,\"name\":4,\"Name\":5}";
        assertThat(Records.isTaken(mapped, record, batch)).isTrue();
        assertThat(Records.isTaken(mapped, "{\"a.b\":1,\"a_b\":2}", batch)).isFalse();

        assertThat(ColumnValues.rows(batch)).containsExactly(List.of(1, 2, 5));
    }

    @Test
    void foldsKeysAsJavaDoes() {
        TableSchema schema = Records.schema("kelvin int", "\u00e4 int");
        FastRowReader folding = Records.reader(schema, OpenX.DEFAULTS);
        RowBatch batch = new RowBatch(schema);

        assertThat(Records.isTaken(folding, "{\"\u212aELVIN\":1,\"\u00c4\":2}", batch)).isTrue();
        assertThat(ColumnValues.rows(batch)).containsExactly(List.of(1, 2));
    }

    @Test
    void readsHivesTimestampsAndNoQuotedNumbers() {
        TableSchema schema = Records.schema("at timestamp", "n int", "ok boolean", "raw binary");
        FastRowReader plain = Records.reader(schema, new Hive(List.of()));
        FastRowReader millis = Records.reader(schema, new Hive(List.of("millis")));
        FastRowReader patterns = Records.reader(schema, new Hive(List.of("yyyy", "millis")));
        String local = "{\"AT\":\"2016-01-01 00:00:18.5\",\"n\":1,\"ok\":\"true\",\"raw\":\"x\"}";
        RowBatch batch = new RowBatch(schema);

        assertThat(Records.isTaken(plain, local, batch)).isTrue();
        assertThat(Records.isTaken(plain, "{\"at\":\"2016-01-01T00:00:18Z\"}", batch)).isFalse();
        assertThat(Records.isTaken(plain, "{\"at\":1451606418500}", batch)).isFalse();
        assertThat(Records.isTaken(plain, "{\"n\":\"1\"}", batch)).isFalse();
        assertThat(Records.isTaken(millis, "{\"at\":1451606418500}", batch)).isTrue();
        assertThat(Records.isTaken(patterns, "{\"at\":1451606418500}", batch)).isFalse();

        assertThat(ColumnValues.rows(batch))
                .containsExactly(
                        List.of(1_451_606_418_500_000_000L, 1, 1, "x"),
                        List.of(1_451_606_418_500_000_000L, "null", "null", "null"));
    }

    @Test
    void givesRecordsItDoesNotTakeToTheGeneralReader() {
        JsonDialect dialect = OpenX.DEFAULTS;
        FastRowReader over =
                new FastRowReader(
                        Records.NESTED,
                        dialect,
                        (bytes, offset, length, batch) -> {
                            assertThat(new String(bytes, offset, length, UTF_8)).isEqualTo("[]");
                            batch.endRow();
                            return Optional.empty();
                        });

        assertThat(Records.isTaken(over, "[]", rows)).isTrue();

        assertThat(rows.rowCount()).isEqualTo(1);
        assertThat(over.handedOverCount()).isEqualTo(1);
        assertThat(over.takenCount()).isZero();
    }
}
