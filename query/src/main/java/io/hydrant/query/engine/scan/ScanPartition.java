package io.hydrant.query.engine.scan;

import io.hydrant.query.engine.rows.RowFormat;

import java.util.List;

/// A partition that is read, or the whole of a table that has none.
///
/// @param values in order of the table's keys; empty for a table without partitions
record ScanPartition(List<String> values, TableFolder folder, RowFormat format) {
    /// What stands for null in partitions.
    static final String NULL_VALUE = "__HIVE_DEFAULT_PARTITION__";

    ScanPartition {
        values = List.copyOf(values);
    }
}
