package io.hydrant.formats.orc;

import io.hydrant.formats.column.BytesVector;
import io.hydrant.formats.column.IntVector;
import io.hydrant.formats.column.ListVector;
import io.hydrant.formats.column.LongVector;
import io.hydrant.formats.column.MapVector;
import io.hydrant.formats.column.RowBatch;
import io.hydrant.formats.column.StructVector;
import io.hydrant.formats.column.Vector;

import org.apache.orc.TypeDescription;
import org.apache.orc.TypeDescription.RowBatchVersion;
import org.apache.orc.storage.ql.exec.vector.BytesColumnVector;
import org.apache.orc.storage.ql.exec.vector.ColumnVector;
import org.apache.orc.storage.ql.exec.vector.DateColumnVector;
import org.apache.orc.storage.ql.exec.vector.DecimalColumnVector;
import org.apache.orc.storage.ql.exec.vector.DoubleColumnVector;
import org.apache.orc.storage.ql.exec.vector.ListColumnVector;
import org.apache.orc.storage.ql.exec.vector.LongColumnVector;
import org.apache.orc.storage.ql.exec.vector.MapColumnVector;
import org.apache.orc.storage.ql.exec.vector.MultiValuedColumnVector;
import org.apache.orc.storage.ql.exec.vector.StructColumnVector;
import org.apache.orc.storage.ql.exec.vector.TimestampColumnVector;
import org.apache.orc.storage.ql.exec.vector.VectorizedRowBatch;

import java.util.Arrays;

/// ORC's vectors of one file, into which rows are copied a range at a time. Bytes are not copied:
/// until [#release()] the target points into the rows. For one thread.
final class ColumnTarget {
    private static final int ROWS_MAX = VectorizedRowBatch.DEFAULT_SIZE;

    /// Ranges are made shorter when rows are large, so that a stripe's size is seen in time.
    private static final long RANGE_BYTES = 4 << 20;

    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final VectorizedRowBatch target;

    ColumnTarget(TypeDescription schema) {
        target = schema.createRowBatch(RowBatchVersion.USE_DECIMAL64, ROWS_MAX);
        for (ColumnVector column : target.cols) {
            setCalendar(column);
        }
    }

    /// How many rows a range of the batch should have.
    int rowsPerCopy(RowBatch rows) {
        long rowBytes = rows.bytesUsed() / Math.max(1, rows.rowCount()) + 1;
        return Math.clamp(RANGE_BYTES / rowBytes, 1, ROWS_MAX);
    }

    /// @param count 1-1,024 rows
    /// @return the rows, until the next call
    VectorizedRowBatch copy(RowBatch rows, int from, int count) {
        for (int i = 0; i < target.cols.length; i++) {
            copy(rows.column(i), from, count, target.cols[i]);
        }
        target.size = count;
        return target;
    }

    /// Lets go of the rows.
    void release() {
        for (ColumnVector column : target.cols) {
            release(column);
        }
    }

    long bytesHeld() {
        long bytes = 0;
        for (ColumnVector column : target.cols) {
            bytes += bytesHeld(column);
        }
        return bytes;
    }

    private static void copy(Vector source, int from, int count, ColumnVector target) {
        target.ensureSize(count, false);
        copyNulls(source, from, count, target);
        switch (source) {
            case IntVector ints -> copy(ints.values(), from, count, target);
            case LongVector longs -> copy(longs.values(), from, count, target);
            case BytesVector bytes -> {
                if (target instanceof DecimalColumnVector decimals) {
                    copyDecimals(bytes, from, count, decimals);
                } else {
                    pointTo(bytes, from, count, (BytesColumnVector) target);
                }
            }
            case ListVector lists -> copyLists(lists, from, count, (ListColumnVector) target);
            case MapVector maps -> copyMaps(maps, from, count, (MapColumnVector) target);
            case StructVector structs -> {
                ColumnVector[] fields = ((StructColumnVector) target).fields;
                for (int i = 0; i < fields.length; i++) {
                    copy(structs.member(i), from, count, fields[i]);
                }
            }
        }
    }

    private static void copyNulls(Vector source, int from, int count, ColumnVector target) {
        target.isRepeating = false;
        target.noNulls = true;
        if (source.hasNoNulls()) {
            return;
        }
        boolean[] nulls = target.isNull;
        boolean found = false;
        for (int i = 0; i < count; i++) {
            nulls[i] = source.isNull(from + i);
            found |= nulls[i];
        }
        target.noNulls = !found;
    }

    private static void copy(int[] values, int from, int count, ColumnVector target) {
        if (target instanceof DoubleColumnVector floats) {
            double[] slots = floats.vector;
            for (int i = 0; i < count; i++) {
                slots[i] = Float.intBitsToFloat(values[from + i]);
            }
            return;
        }
        long[] slots = ((LongColumnVector) target).vector;
        for (int i = 0; i < count; i++) {
            slots[i] = values[from + i];
        }
    }

    private static void copy(long[] values, int from, int count, ColumnVector target) {
        if (target instanceof DoubleColumnVector doubles) {
            double[] slots = doubles.vector;
            for (int i = 0; i < count; i++) {
                slots[i] = Double.longBitsToDouble(values[from + i]);
            }
        } else if (target instanceof TimestampColumnVector times) {
            long[] millis = times.time;
            int[] nanos = times.nanos;
            for (int i = 0; i < count; i++) {
                long value = values[from + i];
                millis[i] = Math.floorDiv(value, NANOS_PER_MILLI);
                nanos[i] = (int) Math.floorMod(value, NANOS_PER_SECOND);
            }
        } else {
            System.arraycopy(values, from, ((LongColumnVector) target).vector, 0, count);
        }
    }

    private static void copyDecimals(
            BytesVector source, int from, int count, DecimalColumnVector target) {
        byte[] bytes = source.bytes();
        for (int i = 0; i < count; i++) {
            if (target.noNulls || !target.isNull[i]) {
                int slot = from + i;
                target.vector[i].setFromBigIntegerBytesAndScale(
                        bytes, source.start(slot), source.length(slot), target.scale);
            }
        }
    }

    private static void pointTo(BytesVector source, int from, int count, BytesColumnVector target) {
        Arrays.fill(target.vector, 0, count, source.bytes());
        int start = source.start(from);
        for (int i = 0; i < count; i++) {
            int length = source.length(from + i);
            target.start[i] = start;
            target.length[i] = length;
            start += length;
        }
    }

    private static void copyLists(ListVector source, int from, int count, ListColumnVector target) {
        int first = source.start(from);
        for (int i = 0; i < count; i++) {
            setRange(target, i, source.start(from + i) - first, source.end(from + i) - first);
        }
        target.childCount = source.end(from + count - 1) - first;
        copyInner(source.elements(), first, target.childCount, target.child);
    }

    private static void copyMaps(MapVector source, int from, int count, MapColumnVector target) {
        int first = source.start(from);
        for (int i = 0; i < count; i++) {
            setRange(target, i, source.start(from + i) - first, source.end(from + i) - first);
        }
        target.childCount = source.end(from + count - 1) - first;
        copyInner(source.keys(), first, target.childCount, target.keys);
        copyInner(source.values(), first, target.childCount, target.values);
    }

    private static void setRange(MultiValuedColumnVector target, int index, int start, int end) {
        target.offsets[index] = start;
        target.lengths[index] = end - start;
    }

    private static void copyInner(Vector source, int from, int count, ColumnVector target) {
        if (count > 0) {
            copy(source, from, count, target);
        }
    }

    /// Says of each vector that its days and instants are what they say.
    private static void setCalendar(ColumnVector column) {
        switch (column) {
            case DateColumnVector dates -> dates.setUsingProlepticCalendar(true);
            case TimestampColumnVector times -> {
                times.setIsUTC(true);
                times.setUsingProlepticCalendar(true);
            }
            default -> {
                for (ColumnVector inner : inside(column)) {
                    setCalendar(inner);
                }
            }
        }
    }

    private static void release(ColumnVector column) {
        if (column instanceof BytesColumnVector bytes) {
            Arrays.fill(bytes.vector, null);
        }
        for (ColumnVector inner : inside(column)) {
            release(inner);
        }
    }

    private static long bytesHeld(ColumnVector column) {
        long slotBytes =
                switch (column) {
                    case TimestampColumnVector _ -> 12;
                    case BytesColumnVector _ -> 16;
                    case MultiValuedColumnVector _ -> 16;
                    case DecimalColumnVector _ -> 64;
                    case StructColumnVector _ -> 0;
                    default -> 8;
                };
        long bytes = (slotBytes + 1) * column.isNull.length;
        for (ColumnVector inner : inside(column)) {
            bytes += bytesHeld(inner);
        }
        return bytes;
    }

    private static ColumnVector[] inside(ColumnVector column) {
        return switch (column) {
            case ListColumnVector list -> new ColumnVector[] {list.child};
            case MapColumnVector map -> new ColumnVector[] {map.keys, map.values};
            case StructColumnVector struct -> struct.fields;
            default -> new ColumnVector[0];
        };
    }
}
