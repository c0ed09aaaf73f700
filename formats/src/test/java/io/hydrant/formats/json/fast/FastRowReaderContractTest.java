package io.hydrant.formats.json.fast;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.formats.column.RowBatch;
import io.hydrant.formats.json.CoercionCase;
import io.hydrant.formats.json.CoercionCases;
import io.hydrant.formats.json.HostileRecords;
import io.hydrant.formats.json.JsonDialect;
import io.hydrant.formats.json.RowReader;
import io.hydrant.formats.json.RowReaderContract;
import io.hydrant.formats.json.RowsAsObjects;
import io.hydrant.formats.json.general.GeneralRowReader;
import io.hydrant.formats.schema.TableSchema;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

class FastRowReaderContractTest extends RowReaderContract {
    private static final int ROUNDS = 60;

    private int taken;

    @Override
    protected RowReader reader(TableSchema schema, JsonDialect dialect) {
        return fast(schema, dialect);
    }

    @Test
    void givesWhatTheGeneralReaderGivesForTheTable() {
        HostileRecords hostile = new HostileRecords(new Random(31));
        for (CoercionCase each : CoercionCases.all()) {
            FastRowReader fast = fast(each.schema(), each.dialect());
            RowReader general = new GeneralRowReader(each.schema(), each.dialect());
            for (int round = 0; round < ROUNDS; round++) {
                byte[] record = round == 0 ? each.record() : hostile.mutated(each.record());
                assertAgrees(fast, general, record, each.schema());
            }
        }
        assertThat(taken).isGreaterThan(1_000);
    }

    @Test
    void givesWhatTheGeneralReaderGivesForNestedRecords() {
        HostileRecords hostile = new HostileRecords(new Random(37));
        List<JsonDialect> dialects =
                List.of(
                        JsonDialect.OpenX.DEFAULTS,
                        new JsonDialect.Hive(List.of()),
                        new JsonDialect.Hive(List.of("millis", "yyyy-MM-dd")));
        for (JsonDialect dialect : dialects) {
            FastRowReader fast = fast(Records.NESTED, dialect);
            RowReader general = new GeneralRowReader(Records.NESTED, dialect);
            for (int round = 0; round < ROUNDS * 20; round++) {
                for (String usual : Records.USUAL) {
                    byte[] bytes = usual.getBytes(StandardCharsets.UTF_8);
                    byte[] record = round == 0 ? bytes : hostile.mutated(bytes);
                    assertAgrees(fast, general, record, Records.NESTED);
                }
            }
        }
        assertThat(taken).isGreaterThan(4_000);
    }

    private void assertAgrees(
            FastRowReader fast, RowReader general, byte[] record, TableSchema schema) {
        long takenBefore = fast.takenCount();
        byte[] padded = Arrays.copyOf(record, record.length + RowReader.SLACK_BYTES);
        RowBatch rows = new RowBatch(schema);
        fast.read(padded, 0, record.length, rows);
        if (fast.takenCount() == takenBefore) {
            return;
        }
        taken++;
        RowBatch expected = new RowBatch(schema);
        String text = new String(record, StandardCharsets.UTF_8);
        assertThat(general.read(padded, 0, record.length, expected))
                .as("%s as %s", text, schema)
                .isEmpty();
        assertThat(RowsAsObjects.of(rows))
                .as("%s as %s", text, schema)
                .isEqualTo(RowsAsObjects.of(expected));
    }

    private static FastRowReader fast(TableSchema schema, JsonDialect dialect) {
        return new FastRowReader(schema, dialect, new GeneralRowReader(schema, dialect));
    }
}
