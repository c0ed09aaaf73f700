package io.hydrant.formats.parquet;

import io.hydrant.formats.column.ListVector;
import io.hydrant.formats.column.MapVector;
import io.hydrant.formats.column.RowBatch;
import io.hydrant.formats.column.StructVector;
import io.hydrant.formats.column.Vector;
import io.hydrant.formats.parquet.ParquetSchema.Node;
import io.hydrant.kernel.error.InvalidArgument;

import java.util.ArrayList;
import java.util.List;

/// Takes rows apart: walks the schema and gives each leaf its values with their levels.
///
/// The entries of a place are made from those of the place above, for many rows at once; every
/// depth of the schema has one buffer for them. For one thread.
///
/// Source: Melnik et al., Dremel (2010), section 4; Parquet format, Nested Encoding.
final class Shredder {
    private final List<Levels> scratch = new ArrayList<>();

    /// Adds rows from `from` to `to` of one column of the table to its leaves.
    void shred(Node node, Vector vector, RowRange rows, List<ColumnChunk> leaves) {
        if (node instanceof Node.Simple(int _, int leaf) && vector.hasNoNulls()) {
            leaves.get(leaf).appendRows(vector, rows.from(), rows.to());
            return;
        }
        Levels levels = levels(0);
        levels.setRows(rows.from(), rows.to());
        visit(node, vector, 0, leaves);
    }

    /// @param from the first row of a [RowBatch]
    /// @param to the row behind the last one
    record RowRange(int from, int to) {}

    /// `depth` is that of the buffer with the entries of the place above.
    private void visit(Node node, Vector vector, int depth, List<ColumnChunk> leaves) {
        Levels here = levels(depth + 1);
        here.setValues(levels(depth), vector, node.definition());
        switch (node) {
            case Node.Simple(int _, int leaf) -> leaves.get(leaf).append(vector, here);
            case Node.Group(int _, List<Node> members) -> {
                StructVector structs = (StructVector) vector;
                for (int i = 0; i < members.size(); i++) {
                    visit(members.get(i), structs.member(i), depth + 1, leaves);
                }
            }
            case Node.Repeated(int _, int repetition, Node element) -> {
                ListVector lists = (ListVector) vector;
                levels(depth + 2).setElements(here, lists, repetition);
                visit(element, lists.elements(), depth + 2, leaves);
            }
            case Node.Pairs(int _, int repetition, Node key, Node value) -> {
                MapVector maps = (MapVector) vector;
                if (!maps.keys().hasNoNulls()) {
                    throw new InvalidArgument("a key of a map is null");
                }
                levels(depth + 2).setPairs(here, maps, repetition);
                visit(key, maps.keys(), depth + 2, leaves);
                visit(value, maps.values(), depth + 2, leaves);
            }
        }
    }

    private Levels levels(int depth) {
        while (scratch.size() <= depth) {
            scratch.add(new Levels());
        }
        return scratch.get(depth);
    }

    long bytesHeld() {
        return scratch.stream().mapToLong(Levels::bytesHeld).sum();
    }
}
