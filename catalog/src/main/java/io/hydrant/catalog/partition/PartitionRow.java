package io.hydrant.catalog.partition;

import io.hydrant.catalog.refusal.InvalidInput;
import io.hydrant.catalog.store.CatalogScope;
import io.hydrant.catalog.store.EntityType;
import io.hydrant.catalog.store.RowName;
import io.hydrant.catalog.table.StoredTable;
import io.hydrant.control.Resource;
import io.hydrant.control.ResourceContent;
import io.hydrant.control.ResourceKey;
import io.hydrant.wire.json.Codec;

import software.amazon.awssdk.services.glue.model.Partition;
import software.amazon.awssdk.services.glue.model.PartitionInput;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/// A partition as a row: its name holds table and values, it itself the partition as the service's
/// protocol writes it.
final class PartitionRow {
    private PartitionRow() {}

    static CatalogScope scope(StoredTable table) {
        return new CatalogScope(table.name().catalog(), table.name().region());
    }

    static String name(StoredTable table, List<String> values) {
        return RowName.of(table.id(), values);
    }

    static List<String> values(String rowName) {
        List<String> parts = RowName.parts(rowName);
        return parts.subList(1, parts.size());
    }

    static ResourceKey key(StoredTable table, List<String> values) {
        return scope(table).key(EntityType.PARTITION, name(table, values));
    }

    /// @throws InvalidInput when a partition of the table cannot have these values
    static void require(StoredTable table, List<String> values) {
        int keyCount = table.partitionKeys().size();
        if (keyCount == 0) {
            throw new InvalidInput("Table " + table.name().table() + " is not partitioned.");
        }
        if (values.size() != keyCount) {
            throw new InvalidInput(
                    ("The number of partition keys do not match the number of partition values:"
                                    + " table %s has %d keys, there are %d values.")
                            .formatted(table.name().table(), keyCount, values.size()));
        }
        if (name(table, values).length() > ResourceKey.NAME_CHARS_MAX) {
            throw new InvalidInput(
                    ("The values of a partition are too long: together they may have about %d"
                                    + " characters.")
                            .formatted(ResourceKey.NAME_CHARS_MAX));
        }
    }

    static Partition shape(StoredTable table, PartitionInput input, Instant created) {
        return Partition.builder()
                .values(input.values())
                .databaseName(table.name().database())
                .tableName(table.name().table())
                .creationTime(created)
                .lastAccessTime(input.lastAccessTime())
                .lastAnalyzedTime(input.lastAnalyzedTime())
                .storageDescriptor(input.storageDescriptor())
                .parameters(input.hasParameters() ? input.parameters() : null)
                .catalogId(table.name().catalog().value())
                .build();
    }

    static ResourceContent content(Partition shape) {
        return ResourceContent.of(new String(Codec.write(shape), StandardCharsets.UTF_8));
    }

    /// The table's database may have got another name since.
    static Partition read(StoredTable table, Resource row) {
        byte[] body = row.body().getBytes(StandardCharsets.UTF_8);
        return Codec.read(body, body.length, Partition.builder()).toBuilder()
                .databaseName(table.name().database())
                .build();
    }
}
