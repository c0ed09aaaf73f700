package io.hydrant.formats.json.fast;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hydrant.formats.column.RowBatch;
import io.hydrant.formats.json.JsonDialect;
import io.hydrant.formats.json.RowReader;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

import java.util.Arrays;
import java.util.List;

/// What is behind a record is not the record's.
class RecordEndTest {
    static final List<String> USUAL = Records.USUAL;

    private static final String[] BEHIND = {
        "0000000000000000",
        "9999999999999999",
        "\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"",
        "}}}}}}}}}}}}}}}}",
        "]]]]]]]]]]]]]]]]",
        ",,,,,,,,,,,,,,,,",
        "{{{{{{{{{{{{{{{{",
        "\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\",
        "nullnullnullnull",
        "ullullullullullu",
        "rue}rue}rue}rue}",
        ":1}:1}:1}:1}:1}:",
        "[[[[[[[[[[[[[[[[",
        "................",
        "e5e5e5e5e5e5e5e5",
        "                ",
        "\"}\"}\"}\"}\"}\"}\"}\"}",
        "Z\"}Z\"}Z\"}Z\"}Z\"}Z",
        "-1-1-1-1-1-1-1-1"
    };

    private final FastRowReader reader = Records.reader(Records.NESTED, JsonDialect.OpenX.DEFAULTS);

    @ParameterizedTest
    @FieldSource("USUAL")
    void givesTheSameWhateverIsBehindTheRecord(String record) {
        byte[] bytes = record.getBytes(UTF_8);
        for (int length = 0; length <= bytes.length; length++) {
            RowBatch alone = new RowBatch(Records.NESTED);
            boolean taken = Records.isTaken(reader, Arrays.copyOf(bytes, length), alone);
            for (String behind : BEHIND) {
                byte[] padded = Arrays.copyOf(bytes, length + RowReader.SLACK_BYTES);
                byte[] hostile = behind.getBytes(UTF_8);
                System.arraycopy(hostile, 0, padded, length, RowReader.SLACK_BYTES);
                RowBatch rows = new RowBatch(Records.NESTED);

                boolean takenThen = reader.read(padded, 0, length, rows).isEmpty();

                assertThat(takenThen).as("%d bytes before %s", length, behind).isEqualTo(taken);
                assertThat(ColumnValues.rows(rows)).isEqualTo(ColumnValues.rows(alone));
            }
        }
    }

    @Test
    void handsOverRecordsCutAnywhere() {
        String record = Records.USUAL.get(12);
        byte[] bytes = record.getBytes(UTF_8);
        RowBatch rows = new RowBatch(Records.NESTED);
        for (int length = 0; length < bytes.length; length++) {
            boolean taken = Records.isTaken(reader, Arrays.copyOf(bytes, length), rows);

            assertThat(taken).as("%d bytes of %s", length, record).isFalse();
            assertThat(rows.rowCount()).isZero();
        }
    }

    @Test
    void looksNoFurtherThanTheSlack() {
        for (String record : Records.USUAL) {
            byte[] bytes = record.getBytes(UTF_8);
            for (int length = 0; length <= bytes.length; length++) {
                byte[] whole = Arrays.copyOf(bytes, length + RowReader.SLACK_BYTES);
                Arrays.fill(whole, length, whole.length, (byte) '1');
                reader.read(whole, 0, length, new RowBatch(Records.NESTED));
            }
        }
    }
}
