package io.hydrant.formats.column;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.formats.schema.HiveTypeParser;
import io.hydrant.formats.schema.TableSchema;

import org.junit.jupiter.api.Test;

import java.util.List;

class SampleRowsTest {
    @Test
    void givesTheSameRowsForTheSameSeed() {
        TableSchema schema = SampleRows.randomSchema(7, 4);

        List<List<Object>> rows = new SampleRows(schema, 42).next(100);

        assertThat(new SampleRows(schema, 42).next(100)).isEqualTo(rows);
        assertThat(PlainRows.batchOf(schema, rows).rowCount()).isEqualTo(100);
    }

    @Test
    void makesSchemasWhoseTypesCanBeParsed() {
        for (int seed = 0; seed < 200; seed++) {
            assertThat(SampleRows.randomSchema(seed, 4).columns())
                    .allSatisfy(
                            column ->
                                    assertThat(HiveTypeParser.parse(column.type().toString()))
                                            .isEqualTo(column.type()));
        }
    }

    @Test
    void holdsTheLimitsOfTimestamps() {
        TableSchema schema = SampleRows.flatSchema();

        assertThat(PlainRows.batchOf(schema, new SampleRows(schema, 3).next(5000)).rowCount())
                .isEqualTo(5000);
    }
}
