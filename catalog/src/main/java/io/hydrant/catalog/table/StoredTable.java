package io.hydrant.catalog.table;

import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.PartitionIndex;
import software.amazon.awssdk.services.glue.model.Table;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// A table as it is kept.
///
/// @param id its versions and partitions are stored under it
/// @param shape the newest version, as the service shows it, but for the database's name: that is
///   the one it was found by
/// @param indexes of its partitions, in the order they were made
/// @param revision of its row
public record StoredTable(
        TableName name,
        String id,
        Table shape,
        List<PartitionIndex> indexes,
        SortedMap<String, String> tags,
        long revision) {
    public StoredTable {
        indexes = List.copyOf(indexes);
        tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
    }

    /// Empty when it is not partitioned.
    public List<Column> partitionKeys() {
        return shape.partitionKeys();
    }

    StoredTable with(Table next) {
        return new StoredTable(name, id, next, indexes, tags, revision);
    }

    /// The same with other indexes.
    public StoredTable with(List<PartitionIndex> next) {
        return new StoredTable(name, id, shape, next, tags, revision);
    }

    StoredTable with(SortedMap<String, String> next) {
        return new StoredTable(name, id, shape, indexes, next, revision);
    }
}
