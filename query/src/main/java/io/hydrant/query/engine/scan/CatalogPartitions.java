package io.hydrant.query.engine.scan;

import io.hydrant.catalog.Catalog;
import io.hydrant.catalog.partition.PartitionPage;
import io.hydrant.catalog.partition.PartitionQuery;
import io.hydrant.catalog.refusal.CatalogException;
import io.hydrant.query.engine.rows.RowFormat;
import io.hydrant.query.refusal.QueryFailure;
import io.hydrant.query.statement.RunningStatement;

import software.amazon.awssdk.services.glue.model.Partition;
import software.amazon.awssdk.services.glue.model.SerDeInfo;
import software.amazon.awssdk.services.glue.model.StorageDescriptor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The partitions that the catalog has of a table. For one thread.
final class CatalogPartitions {
    private static final int PAGE = 1_000;

    private final TableLayout table;
    private final Map<SerDeInfo, RowFormat> formats = new HashMap<>();

    private CatalogPartitions(TableLayout table) {
        this.table = table;
    }

    /// All partitions, in the catalog's order.
    static List<ScanPartition> all(Catalog catalog, TableLayout table, RunningStatement running)
            throws QueryFailure {
        CatalogPartitions partitions = new CatalogPartitions(table);
        List<ScanPartition> found = new ArrayList<>();
        Optional<PartitionQuery> next = Optional.of(PartitionQuery.all(PAGE));
        while (next.isPresent()) {
            running.check();
            PartitionQuery query = next.get();
            PartitionPage<Partition> page = page(catalog, table, query);
            for (Partition shape : page.partitions()) {
                found.add(partitions.read(shape));
            }
            next = page.last().map(query::startingAfter);
        }
        return found;
    }

    private static PartitionPage<Partition> page(
            Catalog catalog, TableLayout table, PartitionQuery query) throws QueryFailure {
        try {
            return catalog.partitions().page(table.name(), query);
        } catch (CatalogException e) {
            throw new QueryFailure(
                    QueryFailure.Cause.USER, "HIVE_METASTORE_ERROR: " + e.getMessage(), e);
        }
    }

    private ScanPartition read(Partition shape) throws QueryFailure {
        String subject =
                "Partition %s of table %s".formatted(shape.values(), table.name().toString());
        if (shape.values().size() != table.keys().size()) {
            throw QueryFailure.user(
                    "HIVE_INVALID_METADATA",
                    "%s has %d values for %d partition keys"
                            .formatted(subject, shape.values().size(), table.keys().size()));
        }
        StorageDescriptor storage =
                Optional.ofNullable(shape.storageDescriptor())
                        .orElseGet(() -> StorageDescriptor.builder().build());
        new PartitionColumns(table, shape.values()).check(storage);
        String location =
                Optional.ofNullable(storage.location()).filter(text -> !text.isEmpty()).orElse("");
        String folder =
                location.isEmpty() ? PartitionFolders.underTable(table, shape.values()) : location;
        return new ScanPartition(
                shape.values(), TableFolder.of(subject, folder), format(subject, storage));
    }

    private RowFormat format(String subject, StorageDescriptor storage) throws QueryFailure {
        Optional<SerDeInfo> serde =
                Optional.ofNullable(storage.serdeInfo())
                        .filter(
                                info ->
                                        Optional.ofNullable(info.serializationLibrary())
                                                .isPresent());
        if (serde.isEmpty()) {
            return table.format();
        }
        Optional<RowFormat> known = Optional.ofNullable(formats.get(serde.get()));
        if (known.isPresent()) {
            return known.get();
        }
        RowFormat format = TableLayout.format(subject, storage, table.parameters());
        formats.put(serde.get(), format);
        return format;
    }
}
