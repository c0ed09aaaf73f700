package io.hydrant.formats.json.fast;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hydrant.formats.column.RowBatch;
import io.hydrant.formats.json.JsonDialect;
import io.hydrant.formats.json.RowReader;
import io.hydrant.formats.schema.Column;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/// Records broken in all manner of ways: what the fast reader takes is JSON and has these values.
class MutatedRecordsTest {
    private static final int RECORDS = 200_000;
    private static final int OFFSET = 5;

    private static final String[] PIECES = {
        "\"",
        "\\",
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "0",
        "1",
        "9",
        "-",
        ".",
        "e",
        "E5",
        "+",
        "null",
        "true",
        "false",
        "\u0000",
        "\u001f",
        "\n",
        "\t",
        " ",
        "\u00e9",
        "\\u00e9",
        "\\ud83d",
        "\\u0000",
        "\"id\":1,",
        "\"id\"",
        "\"\"",
        "01",
        "1.",
        "Z",
        "T",
        "a",
        "\"n\":",
        "{}",
        "[]",
        "//",
        "'",
        "99999999999999999999",
        "1e400",
        "-0",
        "-0.0",
        "2147483648",
        "\u007f",
        "\ufeff",
        "K"
    };

    private final SplittableRandom random = new SplittableRandom(20_16);
    private final FastRowReader reader = Records.reader(Records.NESTED, JsonDialect.OpenX.DEFAULTS);
    private final RowBatch rows = new RowBatch(Records.NESTED);

    @Test
    void takesOnlyWhatJacksonReadsAndWithTheSameValues() {
        for (int i = 0; i < RECORDS; i++) {
            String usual = Records.USUAL.get(random.nextInt(Records.USUAL.size()));
            byte[] record = mutated(usual.getBytes(UTF_8));
            byte[] padded = surrounded(record);
            rows.clear();
            if (reader.read(padded, OFFSET, record.length, rows).isEmpty()) {
                assertThat(ColumnValues.rows(rows))
                        .as(new String(record, UTF_8))
                        .isEqualTo(expected(record));
            } else {
                assertThat(rows.rowCount()).isZero();
                for (int column = 0; column < rows.columnCount(); column++) {
                    assertThat(rows.column(column).count()).isZero();
                }
            }
        }
        assertThat(reader.takenCount()).isGreaterThan(RECORDS / 10);
        assertThat(reader.handedOverCount()).isGreaterThan(RECORDS / 10);
    }

    private static List<List<Object>> expected(byte[] record) {
        List<Column> columns = Records.NESTED.columns();
        try {
            return JsonTree.rows(record, 0, record.length, columns);
        } catch (IOException | RuntimeException e) {
            throw new AssertionError("taken was " + new String(record, UTF_8), e);
        }
    }

    /// The record between bytes that would continue it.
    private byte[] surrounded(byte[] record) {
        byte[] bytes = new byte[OFFSET + record.length + RowReader.SLACK_BYTES];
        Arrays.fill(bytes, (byte) "0\"}]1,: n".charAt(random.nextInt(9)));
        System.arraycopy(record, 0, bytes, OFFSET, record.length);
        return bytes;
    }

    private byte[] mutated(byte[] record) {
        byte[] mutated = record;
        for (int count = random.nextInt(4); count > 0; count--) {
            int from = random.nextInt(mutated.length + 1);
            int to = Math.min(mutated.length, from + random.nextInt(4));
            mutated =
                    switch (random.nextInt(5)) {
                        case 0 -> spliced(mutated, from, from, piece());
                        case 1 -> spliced(mutated, from, to, piece());
                        case 2 -> spliced(mutated, from, to, new byte[0]);
                        case 3 ->
                                spliced(mutated, from, from, Arrays.copyOfRange(mutated, from, to));
                        default -> spliced(mutated, from, to, new byte[] {(byte) random.nextInt()});
                    };
        }
        return mutated;
    }

    private byte[] piece() {
        return PIECES[random.nextInt(PIECES.length)].getBytes(UTF_8);
    }

    private static byte[] spliced(byte[] record, int from, int to, byte[] piece) {
        byte[] spliced = new byte[from + piece.length + record.length - to];
        System.arraycopy(record, 0, spliced, 0, from);
        System.arraycopy(piece, 0, spliced, from, piece.length);
        System.arraycopy(record, to, spliced, from + piece.length, record.length - to);
        return spliced;
    }
}
