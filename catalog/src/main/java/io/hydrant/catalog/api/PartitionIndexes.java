package io.hydrant.catalog.api;

import io.hydrant.catalog.refusal.EntityExists;
import io.hydrant.catalog.refusal.EntityNotFound;
import io.hydrant.catalog.refusal.InvalidInput;
import io.hydrant.catalog.refusal.LimitReached;
import io.hydrant.catalog.table.StoredTable;

import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.KeySchemaElement;
import software.amazon.awssdk.services.glue.model.PartitionIndex;
import software.amazon.awssdk.services.glue.model.PartitionIndexDescriptor;
import software.amazon.awssdk.services.glue.model.PartitionIndexStatus;

import java.util.ArrayList;
import java.util.List;

/// The indexes of a table's partitions. They are kept and shown; listings need none.
///
/// Source of the limit: Glue Developer Guide, partition indexes.
final class PartitionIndexes {
    private static final int INDEXES_MAX = 3;

    private PartitionIndexes() {}

    /// Those of a new table.
    static List<PartitionIndex> of(List<PartitionIndex> wished, List<Column> keys) {
        List<PartitionIndex> all = new ArrayList<>();
        for (PartitionIndex index : wished) {
            add(all, index, keys);
        }
        return all;
    }

    /// @throws EntityExists when the name is taken
    /// @throws LimitReached when there are three
    /// @throws InvalidInput when it names what is no partition key
    static StoredTable with(StoredTable table, PartitionIndex index) {
        List<PartitionIndex> all = new ArrayList<>(table.indexes());
        add(all, index, table.partitionKeys());
        return table.with(all);
    }

    private static void add(List<PartitionIndex> all, PartitionIndex index, List<Column> keys) {
        if (all.stream().anyMatch(other -> other.indexName().equals(index.indexName()))) {
            throw new EntityExists("Index with the given indexName already exists.");
        }
        for (String key : index.keys()) {
            if (keys.stream().noneMatch(column -> column.name().equalsIgnoreCase(key))) {
                throw new InvalidInput(
                        "Key %s of index %s is no partition key of the table."
                                .formatted(key, index.indexName()));
            }
        }
        if (all.size() == INDEXES_MAX) {
            throw new LimitReached(
                    "A table may have %d partition indexes; %s would be one more."
                            .formatted(INDEXES_MAX, index.indexName()));
        }
        all.add(index);
    }

    /// @throws EntityNotFound when there is none of this name
    static StoredTable without(StoredTable table, String name) {
        List<PartitionIndex> others =
                table.indexes().stream().filter(index -> !index.indexName().equals(name)).toList();
        if (others.size() == table.indexes().size()) {
            throw new EntityNotFound("Index " + name + " not found.");
        }
        return table.with(others);
    }

    static List<PartitionIndexDescriptor> shown(StoredTable table) {
        return table.indexes().stream()
                .map(
                        index ->
                                PartitionIndexDescriptor.builder()
                                        .indexName(index.indexName())
                                        .keys(
                                                index.keys().stream()
                                                        .map(key -> key(key, table))
                                                        .toList())
                                        .indexStatus(PartitionIndexStatus.ACTIVE)
                                        .build())
                .toList();
    }

    /// The type is that of the key now; text when it has none, or the table has no such key any
    /// more.
    private static KeySchemaElement key(String name, StoredTable table) {
        String type =
                table.partitionKeys().stream()
                        .filter(column -> column.name().equalsIgnoreCase(name))
                        .findFirst()
                        .map(Column::type)
                        .orElse("string");
        return KeySchemaElement.builder().name(name).type(type).build();
    }
}
