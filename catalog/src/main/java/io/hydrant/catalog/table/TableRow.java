package io.hydrant.catalog.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.hydrant.catalog.store.CatalogScope;
import io.hydrant.catalog.store.EntityType;
import io.hydrant.catalog.store.RowName;
import io.hydrant.catalog.store.StoredJson;
import io.hydrant.control.Resource;
import io.hydrant.control.ResourceContent;
import io.hydrant.control.ResourceKey;

import software.amazon.awssdk.services.glue.model.PartitionIndex;
import software.amazon.awssdk.services.glue.model.Table;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A table and its older versions as rows. To what [StoredJson] draws, a table adds
///
///     "indexes": [{"name": "...", "keys": ["..."]}, ...]
final class TableRow {
    private static final long VERSION_MAX = 9_999_999_999L;
    private static final int VERSION_DIGITS = 10;

    private TableRow() {}

    static CatalogScope scope(TableName name) {
        return new CatalogScope(name.catalog(), name.region());
    }

    static ResourceKey key(TableName name, String databaseId) {
        return scope(name).key(EntityType.TABLE, RowName.of(databaseId, List.of(name.table())));
    }

    static ResourceContent content(StoredTable table) {
        ObjectNode root = StoredJson.write(table.id(), table.shape());
        ArrayNode indexes = root.putArray("indexes");
        for (PartitionIndex index : table.indexes()) {
            ObjectNode one = indexes.addObject().put("name", index.indexName());
            ArrayNode keys = one.putArray("keys");
            index.keys().forEach(keys::add);
        }
        return ResourceContent.of(root.toString(), table.tags());
    }

    static StoredTable read(TableName name, Resource row) {
        ObjectNode root = StoredJson.read(row);
        List<PartitionIndex> indexes = new ArrayList<>();
        for (JsonNode index : root.path("indexes")) {
            List<String> keys = new ArrayList<>();
            index.required("keys").forEach(key -> keys.add(key.asText()));
            indexes.add(
                    PartitionIndex.builder()
                            .indexName(index.required("name").asText())
                            .keys(keys)
                            .build());
        }
        return new StoredTable(
                name,
                root.required("id").asText(),
                shape(name, root),
                indexes,
                row.content().tags(),
                row.revision());
    }

    /// The database may have got another name since.
    private static Table shape(TableName name, ObjectNode root) {
        return StoredJson.shape(root, Table.builder()).toBuilder()
                .databaseName(name.database())
                .build();
    }

    /// Newer versions sort before older ones.
    static String versionName(String tableId, long version) {
        String number = Long.toString(VERSION_MAX - version);
        return RowName.of(tableId, List.of("0".repeat(VERSION_DIGITS - number.length()) + number));
    }

    static long version(String rowName) {
        return VERSION_MAX - Long.parseLong(RowName.parts(rowName).getLast());
    }

    static Table readVersion(TableName name, Resource row) {
        return shape(name, StoredJson.read(row));
    }

    /// The number of a version; empty for text that no version has.
    static Optional<Long> number(String versionId) {
        boolean digits =
                !versionId.isEmpty()
                        && versionId.length() < VERSION_DIGITS
                        && versionId.chars().allMatch(c -> c >= '0' && c <= '9');
        boolean canonical = digits && (versionId.length() == 1 || versionId.charAt(0) != '0');
        return canonical ? Optional.of(Long.parseLong(versionId)) : Optional.empty();
    }
}
