package io.hydrant.formats.rows;

import io.hydrant.formats.column.BytesVector;
import io.hydrant.formats.column.IntVector;
import io.hydrant.formats.column.ListVector;
import io.hydrant.formats.column.LongVector;
import io.hydrant.formats.column.MapVector;
import io.hydrant.formats.column.RowBatch;
import io.hydrant.formats.column.StructVector;
import io.hydrant.formats.schema.TableSchema;
import io.hydrant.kernel.error.InvalidArgument;

import java.util.ArrayList;
import java.util.List;

/// How a row lies in memory and in staging files.
///
/// ```
/// head     4 bytes, little-endian: the row's bytes, head included, times 2; plus 1 if a bit is set
/// bits     only then: a bit per column, 1 for null, the first column's is the lowest
/// longs    8 bytes for each column of 64 bits
/// ints     4 bytes for each column of 32 bits
/// others   columns of other vectors, as ValueCodec draws them
/// ```
///
/// Columns of one kind keep their order; those that are null have nothing but their bit. In rows
/// without nulls, which are most, every number is therefore where it is in all of them. Stateless.
final class RowCodec {
    static final int HEAD_BYTES = Integer.BYTES;

    static final int ROW_BYTES_MAX = 1 << 30;

    private static final int NULLS = 1;

    private final TableSchema schema;
    private final int columnCount;
    private final int[] longColumns;
    private final int[] intColumns;
    private final int[] otherColumns;
    private final ValueCodec[] others;
    private final ValueCodec longs = new ValueCodec.Longs();
    private final ValueCodec ints = new ValueCodec.Ints();

    /// Of head and numbers in rows without nulls.
    private final int fixedBytes;

    RowCodec(TableSchema schema) {
        this.schema = schema;
        RowBatch shape = new RowBatch(schema);
        columnCount = shape.columnCount();
        List<Integer> longPlaces = new ArrayList<>();
        List<Integer> intPlaces = new ArrayList<>();
        List<Integer> otherPlaces = new ArrayList<>();
        for (int i = 0; i < columnCount; i++) {
            switch (shape.column(i)) {
                case LongVector _ -> longPlaces.add(i);
                case IntVector _ -> intPlaces.add(i);
                case BytesVector _, ListVector _, MapVector _, StructVector _ -> otherPlaces.add(i);
            }
        }
        longColumns = longPlaces.stream().mapToInt(Integer::intValue).toArray();
        intColumns = intPlaces.stream().mapToInt(Integer::intValue).toArray();
        otherColumns = otherPlaces.stream().mapToInt(Integer::intValue).toArray();
        others =
                otherPlaces.stream()
                        .map(place -> ValueCodec.of(shape.column(place)))
                        .toArray(ValueCodec[]::new);
        fixedBytes =
                HEAD_BYTES + longColumns.length * Long.BYTES + intColumns.length * Integer.BYTES;
    }

    TableSchema schema() {
        return schema;
    }

    /// The bytes of a row whose head is given, head included.
    static int bytes(int head) {
        return head >>> 1;
    }

    /// The head of a row that is going to be written.
    int head(RowBatch rows, int row) {
        boolean nulls = false;
        for (int i = 0; i < columnCount; i++) {
            nulls |= rows.column(i).isNull(row);
        }
        try {
            int bytes = nulls ? bytesWithNulls(rows, row) : bytesWithoutNulls(rows, row);
            if (bytes <= ROW_BYTES_MAX) {
                return bytes << 1 | (nulls ? NULLS : 0);
            }
        } catch (ArithmeticException _) {
            // Beyond 2 GiB: said below.
        }
        throw new InvalidArgument("a row must hold at most 1 GiB but row " + row + " holds more");
    }

    private int bytesWithoutNulls(RowBatch rows, int row) {
        int bytes = fixedBytes;
        for (int i = 0; i < others.length; i++) {
            bytes = Math.addExact(bytes, others[i].size(rows.column(otherColumns[i]), row));
        }
        return bytes;
    }

    private int bytesWithNulls(RowBatch rows, int row) {
        int bytes = fixedBytes + NullBits.bytes(columnCount);
        for (int column : longColumns) {
            bytes -= rows.column(column).isNull(row) ? Long.BYTES : 0;
        }
        for (int column : intColumns) {
            bytes -= rows.column(column).isNull(row) ? Integer.BYTES : 0;
        }
        for (int i = 0; i < others.length; i++) {
            if (!rows.column(otherColumns[i]).isNull(row)) {
                bytes = Math.addExact(bytes, others[i].size(rows.column(otherColumns[i]), row));
            }
        }
        return bytes;
    }

    /// Writes a row behind its head.
    ///
    /// @param at where the head is, written already
    void write(RowBatch rows, int row, byte[] target, int at) {
        if ((LittleEndian.getInt(target, at) & NULLS) != 0) {
            writeWithNulls(rows, row, target, at + HEAD_BYTES);
            return;
        }
        int next = at + HEAD_BYTES;
        for (int column : longColumns) {
            LittleEndian.putLong(target, next, ((LongVector) rows.column(column)).get(row));
            next += Long.BYTES;
        }
        for (int column : intColumns) {
            LittleEndian.putInt(target, next, ((IntVector) rows.column(column)).get(row));
            next += Integer.BYTES;
        }
        for (int i = 0; i < others.length; i++) {
            next = others[i].write(rows.column(otherColumns[i]), row, target, next);
        }
    }

    private void writeWithNulls(RowBatch rows, int row, byte[] target, int bits) {
        int next = NullBits.clear(target, bits, columnCount);
        for (int i = 0; i < columnCount; i++) {
            if (rows.column(i).isNull(row)) {
                NullBits.set(target, bits, i);
            }
        }
        for (int column : longColumns) {
            if (!rows.column(column).isNull(row)) {
                next = longs.write(rows.column(column), row, target, next);
            }
        }
        for (int column : intColumns) {
            if (!rows.column(column).isNull(row)) {
                next = ints.write(rows.column(column), row, target, next);
            }
        }
        for (int i = 0; i < others.length; i++) {
            if (!rows.column(otherColumns[i]).isNull(row)) {
                next = others[i].write(rows.column(otherColumns[i]), row, target, next);
            }
        }
    }

    /// Appends rows, column by column where none of them has a null.
    ///
    /// @param starts where the rows' heads are; holds anything afterwards
    void read(byte[] source, int[] starts, int count, RowBatch rows) {
        int heads = 0;
        for (int i = 0; i < count; i++) {
            heads |= LittleEndian.getInt(source, starts[i]);
        }
        if ((heads & NULLS) == 0) {
            readWithoutNulls(source, starts, count, rows);
        } else {
            for (int i = 0; i < count; i++) {
                readRow(source, starts[i], rows);
            }
        }
        rows.endRows(count);
    }

    private void readWithoutNulls(byte[] source, int[] starts, int count, RowBatch rows) {
        int place = HEAD_BYTES;
        for (int column : longColumns) {
            LongVector vector = (LongVector) rows.column(column);
            vector.reserve(count);
            long[] values = vector.values();
            int next = vector.count();
            for (int i = 0; i < count; i++) {
                values[next + i] = LittleEndian.getLong(source, starts[i] + place);
            }
            vector.appendWritten(count);
            place += Long.BYTES;
        }
        for (int column : intColumns) {
            IntVector vector = (IntVector) rows.column(column);
            vector.reserve(count);
            int[] values = vector.values();
            int next = vector.count();
            for (int i = 0; i < count; i++) {
                values[next + i] = LittleEndian.getInt(source, starts[i] + place);
            }
            vector.appendWritten(count);
            place += Integer.BYTES;
        }
        for (int k = 0; k < others.length; k++) {
            for (int i = 0; i < count; i++) {
                int at = k == 0 ? starts[i] + place : starts[i];
                starts[i] = others[k].read(source, at, rows.column(otherColumns[k]));
            }
        }
    }

    private void readRow(byte[] source, int start, RowBatch rows) {
        boolean nulls = (LittleEndian.getInt(source, start) & NULLS) != 0;
        int bits = start + HEAD_BYTES;
        int next = nulls ? bits + NullBits.bytes(columnCount) : bits;
        for (int column : longColumns) {
            if (nulls && NullBits.isSet(source, bits, column)) {
                rows.column(column).appendNull();
            } else {
                next = longs.read(source, next, rows.column(column));
            }
        }
        for (int column : intColumns) {
            if (nulls && NullBits.isSet(source, bits, column)) {
                rows.column(column).appendNull();
            } else {
                next = ints.read(source, next, rows.column(column));
            }
        }
        for (int i = 0; i < others.length; i++) {
            if (nulls && NullBits.isSet(source, bits, otherColumns[i])) {
                rows.column(otherColumns[i]).appendNull();
            } else {
                next = others[i].read(source, next, rows.column(otherColumns[i]));
            }
        }
    }
}
