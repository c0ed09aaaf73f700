package io.hydrant.formats.row;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.formats.column.PlainRows;
import io.hydrant.formats.column.RowBatch;
import io.hydrant.formats.column.SampleRows;
import io.hydrant.formats.schema.TableSchema;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Random;

class RowCodecTest {
    @Test
    void givesBackRandomRowsOfRandomSchemas() {
        for (int seed = 0; seed < 300; seed++) {
            TableSchema schema = SampleRows.randomSchema(seed, seed % 5);
            assertGivesBack(schema, new SampleRows(schema, seed).next(seed), seed);
        }
    }

    @Test
    void givesBackRowsOfEverySimpleType() {
        TableSchema schema = SampleRows.flatSchema();
        for (int seed = 0; seed < 20; seed++) {
            assertGivesBack(schema, new SampleRows(schema, seed).next(1500), seed);
        }
    }

    /// One row at a time, wherever it lies among bytes that hold anything.
    private static void assertGivesBack(TableSchema schema, List<List<Object>> plain, long seed) {
        Random random = new Random(seed);
        RowBatch rows = PlainRows.batchOf(schema, plain);
        RowBatch again = new RowBatch(schema);
        RowCodec codec = new RowCodec(schema);
        for (int row = 0; row < rows.rowCount(); row++) {
            int at = random.nextInt(20);
            int size = Math.toIntExact(codec.size(rows, row));
            byte[] bytes = new byte[at + size];
            random.nextBytes(bytes);
            assertThat(codec.write(rows, row, bytes, at)).isEqualTo(at + size);
            assertThat(codec.read(bytes, at, again)).isEqualTo(at + size);
        }
        assertThat(Values.rows(again)).as("%s", schema).isEqualTo(Values.rows(rows));
    }

    @Test
    void leavesOutColumnsBehindThoseOfItsSchema() {
        TableSchema schema = SampleRows.flatSchema();
        TableSchema first = new TableSchema(schema.columns().subList(0, 7));
        RowBatch rows = PlainRows.batchOf(schema, new SampleRows(schema, 1).next(1));
        RowCodec codec = new RowCodec(first);
        byte[] bytes = new byte[Math.toIntExact(codec.size(rows, 0))];
        RowBatch again = new RowBatch(first);

        assertThat(codec.write(rows, 0, bytes, 0)).isEqualTo(bytes.length);
        codec.read(bytes, 0, again);

        assertThat(Values.rows(rows).getFirst())
                .startsWith(Values.rows(again).getFirst().replaceFirst("]$", ""));
    }

    @Test
    void countsTakeSevenBitsAByte() {
        byte[] bytes = new byte[5];
        for (int shift = 0; shift < 31; shift++) {
            for (int value : List.of((1 << shift) - 1, 1 << shift, (1 << shift) + 1)) {
                int end = VarInt.put(bytes, 0, value);
                assertThat(end).isEqualTo(VarInt.bytes(value)).isEqualTo(bytesOf(value));
                assertThat(VarInt.get(bytes, 0)).isEqualTo(value);
            }
        }
        VarInt.put(bytes, 0, Integer.MAX_VALUE);
        assertThat(VarInt.get(bytes, 0)).isEqualTo(Integer.MAX_VALUE);
    }

    private static int bytesOf(int value) {
        return Math.max(1, (Integer.toBinaryString(value).length() + 6) / 7);
    }
}
