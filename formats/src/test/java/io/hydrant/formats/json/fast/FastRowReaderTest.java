package io.hydrant.formats.json.fast;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hydrant.formats.column.RowBatch;
import io.hydrant.formats.json.JsonDialect;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

import java.io.IOException;
import java.util.List;

class FastRowReaderTest {
    static final List<String> USUAL = Records.USUAL;

    private final FastRowReader reader = Records.reader(Records.NESTED, JsonDialect.OpenX.DEFAULTS);
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
}
