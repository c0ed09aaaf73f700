package io.hydrant.formats.parquet;

import io.hydrant.formats.column.ListVector;
import io.hydrant.formats.column.MapVector;
import io.hydrant.formats.column.Vector;

import java.util.Arrays;

/// Entries of one place in the schema: for each its levels, and which value of the vector it is.
/// For one thread.
final class Levels {
    int count;
    byte[] definitions = new byte[0];
    byte[] repetitions = new byte[0];

    /// The value's index in the vector; -1 for entries that have none.
    int[] indices = new int[0];

    /// One entry for each row.
    void setRows(int from, int to) {
        count = 0;
        reserve(to - from);
        count = to - from;
        Arrays.fill(definitions, 0, count, (byte) 0);
        Arrays.fill(repetitions, 0, count, (byte) 0);
        for (int i = 0; i < count; i++) {
            indices[i] = from + i;
        }
    }

    /// The outer entries, seen at a vector inside: values that are not null get `definition`.
    void setValues(Levels outer, Vector vector, int definition) {
        count = 0;
        reserve(outer.count);
        count = outer.count;
        System.arraycopy(outer.repetitions, 0, repetitions, 0, count);
        boolean noNulls = vector.hasNoNulls();
        for (int i = 0; i < count; i++) {
            int index = outer.indices[i];
            if (index >= 0 && (noNulls || !vector.isNull(index))) {
                indices[i] = index;
                definitions[i] = (byte) definition;
            } else {
                indices[i] = -1;
                definitions[i] = outer.definitions[i];
            }
        }
    }

    /// The outer entries with the elements of each list in their place.
    void setElements(Levels outer, ListVector lists, int repetition) {
        count = 0;
        for (int i = 0; i < outer.count; i++) {
            int index = outer.indices[i];
            if (index < 0) {
                addAbsent(outer, i);
            } else {
                addElements(outer, i, lists.start(index), lists.end(index), repetition);
            }
        }
    }

    /// The outer entries with the pairs of each map in their place.
    void setPairs(Levels outer, MapVector maps, int repetition) {
        count = 0;
        for (int i = 0; i < outer.count; i++) {
            int index = outer.indices[i];
            if (index < 0) {
                addAbsent(outer, i);
            } else {
                addElements(outer, i, maps.start(index), maps.end(index), repetition);
            }
        }
    }

    private void addAbsent(Levels outer, int entry) {
        reserve(1);
        definitions[count] = outer.definitions[entry];
        repetitions[count] = outer.repetitions[entry];
        indices[count++] = -1;
    }

    private void addElements(Levels outer, int entry, int start, int end, int repetition) {
        if (start == end) {
            addAbsent(outer, entry);
            return;
        }
        reserve(end - start);
        int first = count;
        byte definition = (byte) (outer.definitions[entry] + 1);
        for (int element = start; element < end; element++) {
            definitions[count] = definition;
            repetitions[count] = (byte) repetition;
            indices[count++] = element;
        }
        repetitions[first] = outer.repetitions[entry];
    }

    private void reserve(int more) {
        int needed = Math.addExact(count, more);
        if (needed > indices.length) {
            int grown =
                    Math.max(needed, (int) Math.min(2L * indices.length, Integer.MAX_VALUE - 16));
            definitions = Arrays.copyOf(definitions, grown);
            repetitions = Arrays.copyOf(repetitions, grown);
            indices = Arrays.copyOf(indices, grown);
        }
    }

    long bytesHeld() {
        return definitions.length + repetitions.length + 4L * indices.length;
    }
}
