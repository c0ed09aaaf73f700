package io.hydrant.formats.json.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.formats.RowReaders;
import io.hydrant.formats.column.RowBatch;
import io.hydrant.formats.json.JsonDialect;
import io.hydrant.formats.json.Rejection;
import io.hydrant.formats.json.RowReader;
import io.hydrant.formats.json.RowsAsObjects;
import io.hydrant.formats.schema.TableSchema;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// The way that records really go, compared with the simple one: same rows, same rejections.
class DifferentialTest {
    private static final int SCHEMAS = 300;
    private static final int RECORDS_PER_SCHEMA = 200;

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void agreesWithTheReferenceOnRandomRecords(long seed) {
        RandomRecords records = new RandomRecords(seed);
        int rejected = 0;
        for (int i = 0; i < SCHEMAS; i++) {
            Comparison comparison = new Comparison(records.schema(), records.dialect());
            for (int k = 0; k < RECORDS_PER_SCHEMA; k++) {
                rejected += comparison.compare(records.record(comparison.schema)) ? 0 : 1;
            }
            if (i % 10 == 0) {
                comparison.compare(records.hostile(comparison.schema));
            }
        }
        int all = SCHEMAS * RECORDS_PER_SCHEMA;
        assertThat(rejected).as("rejected records, of %d", all).isBetween(all / 10, all / 2);
    }

    /// Both ways side by side; the rows of earlier records stay in the batch, where a later one
    /// must not touch them.
    private static final class Comparison {
        private static final int ROWS_MAX = 500;

        private final TableSchema schema;
        private final JsonDialect dialect;
        private final RowReader reader;
        private final ReferenceConverter reference;
        private final RowBatch rows;
        private int before;

        Comparison(TableSchema schema, JsonDialect dialect) {
            this.schema = schema;
            this.dialect = dialect;
            this.reader = RowReaders.of(schema, dialect);
            this.reference = new ReferenceConverter(schema, dialect);
            this.rows = new RowBatch(schema);
        }

        /// Whether the record was taken.
        boolean compare(byte[] record) {
            ReferenceConverter.Outcome expected = reference.convert(record);
            byte[] padded = new byte[3 + record.length + RowReader.SLACK_BYTES];
            System.arraycopy(record, 0, padded, 3, record.length);
            padded[3 + record.length] = '7'; // what lies behind must not matter
            Optional<Rejection> rejection = reader.read(padded, 3, record.length, rows);
            assertThat(rejection.map(Rejection::cause))
                    .as(() -> describe(record) + rejection)
                    .isEqualTo(expected.rejected());
            List<List<Object>> all = RowsAsObjects.of(rows);
            assertThat(all.subList(before, all.size()))
                    .as(() -> describe(record))
                    .isEqualTo(expected.rows());
            before = rows.rowCount();
            if (before > ROWS_MAX) {
                rows.clear();
                before = 0;
            }
            return rejection.isEmpty();
        }

        private String describe(byte[] record) {
            String text = new String(record, StandardCharsets.UTF_8);
            String shown = text.length() > 2_000 ? text.substring(0, 2_000) + "..." : text;
            return schema + "\n" + dialect + "\n" + shown + "\n";
        }
    }
}
