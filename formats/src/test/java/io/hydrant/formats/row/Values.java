package io.hydrant.formats.row;

import io.hydrant.formats.column.BytesVector;
import io.hydrant.formats.column.IntVector;
import io.hydrant.formats.column.ListVector;
import io.hydrant.formats.column.LongVector;
import io.hydrant.formats.column.MapVector;
import io.hydrant.formats.column.RowBatch;
import io.hydrant.formats.column.StructVector;
import io.hydrant.formats.column.Vector;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// What vectors hold, as text that can be compared: every bit of it.
final class Values {
    private Values() {}

    static List<String> rows(RowBatch batch) {
        List<String> rows = new ArrayList<>();
        for (int row = 0; row < batch.rowCount(); row++) {
            List<String> values = new ArrayList<>();
            for (Vector column : batch.columns()) {
                values.add(text(column, row));
            }
            rows.add(values.toString());
        }
        return rows;
    }

    private static String text(Vector vector, int index) {
        if (vector.isNull(index)) {
            return "null";
        }
        return switch (vector) {
            case IntVector ints -> "" + ints.get(index);
            case LongVector longs -> longs.get(index) + "L";
            case BytesVector values ->
                    '"'
                            + new String(
                                    values.bytes(),
                                    values.start(index),
                                    values.length(index),
                                    StandardCharsets.ISO_8859_1)
                            + '"';
            case ListVector list -> several(list.elements(), list.start(index), list.end(index));
            case MapVector map ->
                    several(map.keys(), map.start(index), map.end(index))
                            + " to "
                            + several(map.values(), map.start(index), map.end(index));
            case StructVector struct -> members(struct, index);
        };
    }

    private static String several(Vector vector, int from, int to) {
        List<String> texts = new ArrayList<>();
        for (int i = from; i < to; i++) {
            texts.add(text(vector, i));
        }
        return texts.toString();
    }

    private static String members(StructVector struct, int index) {
        List<String> texts = new ArrayList<>();
        for (Vector member : struct.members()) {
            texts.add(text(member, index));
        }
        return "struct" + texts;
    }
}
