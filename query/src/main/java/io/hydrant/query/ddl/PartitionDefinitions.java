package io.hydrant.query.ddl;

import io.hydrant.catalog.Catalog;
import io.hydrant.catalog.partition.PartitionPage;
import io.hydrant.catalog.partition.PartitionPath;
import io.hydrant.catalog.partition.PartitionQuery;
import io.hydrant.catalog.partition.PartitionUpdate;
import io.hydrant.catalog.partition.TablePartition;
import io.hydrant.catalog.table.StoredTable;
import io.hydrant.query.ddl.DdlStatement.AddPartitions;
import io.hydrant.query.ddl.DdlStatement.DropPartitions;
import io.hydrant.query.ddl.DdlStatement.PartitionSpec;
import io.hydrant.query.ddl.DdlStatement.PlacedPartition;
import io.hydrant.query.ddl.DdlStatement.RenamePartition;
import io.hydrant.query.refusal.QueryFailure;

import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.Partition;
import software.amazon.awssdk.services.glue.model.PartitionInput;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Definitions of partitions.
final class PartitionDefinitions {
    /// How many are added or listed together.
    static final int PAGE = 1000;

    private final Catalog catalog;

    PartitionDefinitions(Catalog catalog) {
        this.catalog = catalog;
    }

    void add(StoredTable table, AddPartitions statement) throws QueryFailure {
        Set<List<String>> named = new LinkedHashSet<>();
        List<TablePartition> wanted = new ArrayList<>();
        for (PlacedPartition placed : statement.partitions()) {
            List<String> values = values(table, placed.spec());
            if (!named.add(values)) {
                continue;
            }
            if (catalog.partitionStore().find(table.name(), values).isPresent()) {
                if (statement.ifNotExists()) {
                    continue;
                }
                throw HiveFailures.alreadyExists("Partition already exists.");
            }
            if (placed.location().isPresent()) {
                TableInput.requireFolder(placed.location().get());
            }
            wanted.add(partition(table, values, placed.location()));
        }
        addAll(table, wanted);
    }

    /// @return how many were not there before
    int addAll(StoredTable table, List<TablePartition> wanted) {
        int added = 0;
        for (int from = 0; from < wanted.size(); from += PAGE) {
            List<TablePartition> page = wanted.subList(from, Math.min(from + PAGE, wanted.size()));
            added += catalog.partitionStore().addMissing(table.name(), page);
        }
        return added;
    }

    /// @param location empty for the folder under the table's that has the partition's name
    static TablePartition partition(
            StoredTable table, List<String> values, Optional<String> location) {
        String folder =
                location.orElseGet(
                        () ->
                                folder(table.shape().storageDescriptor().location())
                                        + PartitionPath.of(keys(table), values)
                                        + "/");
        return new TablePartition(values, Optional.of(folder), Map.of());
    }

    /// With a slash at its end.
    static String folder(String location) {
        return location.endsWith("/") ? location : location + "/";
    }

    static List<String> keys(StoredTable table) {
        return table.partitionKeys().stream().map(Column::name).toList();
    }

    void drop(StoredTable table, DropPartitions statement) throws QueryFailure {
        Set<List<String>> all = new LinkedHashSet<>();
        for (PartitionSpec spec : statement.partitions()) {
            List<List<String>> found = matching(table, spec);
            if (found.isEmpty() && !statement.ifExists()) {
                throw HiveFailures.semantic(10006, "Partition not found (" + text(spec) + ")");
            }
            all.addAll(found);
        }
        catalog.partitions().deleteAll(table.name(), List.copyOf(all));
    }

    private static String text(PartitionSpec spec) {
        List<String> parts = new ArrayList<>();
        spec.values().forEach((key, value) -> parts.add(key + " = '" + value + "'"));
        return String.join(" AND ", parts);
    }

    void rename(StoredTable table, RenamePartition statement) throws QueryFailure {
        List<String> from = values(table, statement.from());
        List<String> to = values(table, statement.to());
        if (catalog.partitionStore().find(table.name(), to).isPresent()) {
            throw HiveFailures.alreadyExists("Partition already exists.");
        }
        catalog.partitions()
                .update(
                        table.name(),
                        new PartitionUpdate(
                                from, input(requireShape(table, from)).values(to).build()));
    }

    void setLocation(StoredTable table, PartitionSpec spec, String location) throws QueryFailure {
        List<String> values = values(table, spec);
        Partition shape = requireShape(table, values);
        PartitionInput next =
                input(shape)
                        .values(values)
                        .storageDescriptor(
                                shape.storageDescriptor().toBuilder().location(location).build())
                        .build();
        catalog.partitions().update(table.name(), new PartitionUpdate(values, next));
    }

    private Partition requireShape(StoredTable table, List<String> values) throws QueryFailure {
        return catalog.partitions().findAll(table.name(), List.of(values)).partitions().stream()
                .findFirst()
                .orElseThrow(
                        () ->
                                HiveFailures.semantic(
                                        10006,
                                        "Partition not found ("
                                                + PartitionPath.of(keys(table), values)
                                                + ")"));
    }

    private static PartitionInput.Builder input(Partition shape) {
        return PartitionInput.builder()
                .storageDescriptor(shape.storageDescriptor())
                .parameters(shape.hasParameters() ? shape.parameters() : null)
                .lastAccessTime(shape.lastAccessTime());
    }

    /// The values of all keys in the table's order.
    ///
    /// @throws QueryFailure when one is missing or is no key
    static List<String> values(StoredTable table, PartitionSpec spec) throws QueryFailure {
        requireKeys(table, spec);
        List<String> values = new ArrayList<>();
        for (String key : keys(table)) {
            String value = spec.values().get(key);
            if (value == null) {
                throw HiveFailures.semantic(
                        10099,
                        "partition spec {%s} doesn't contain all (%d) partition columns"
                                .formatted(text(spec), table.partitionKeys().size()));
            }
            values.add(value);
        }
        return values;
    }

    private static void requireKeys(StoredTable table, PartitionSpec spec) throws QueryFailure {
        if (table.partitionKeys().isEmpty()) {
            throw HiveFailures.semantic(
                    "table "
                            + table.name().table()
                            + " is not partitioned but partition spec exists");
        }
        for (String key : spec.values().keySet()) {
            if (!keys(table).contains(key)) {
                throw HiveFailures.semantic(
                        10098,
                        "Non-Partition column appears in the partition specification: " + key);
            }
        }
    }

    /// The values of partitions that have the given ones.
    List<List<String>> matching(StoredTable table, PartitionSpec spec) throws QueryFailure {
        requireKeys(table, spec);
        List<String> keys = keys(table);
        List<List<String>> found = new ArrayList<>();
        for (List<String> values : all(table)) {
            boolean fits = true;
            for (int key = 0; key < keys.size(); key++) {
                String wanted = spec.values().get(keys.get(key));
                fits &= wanted == null || wanted.equals(values.get(key));
            }
            if (fits) {
                found.add(values);
            }
        }
        return found;
    }

    /// The values of all partitions, in their order.
    List<List<String>> all(StoredTable table) {
        List<List<String>> found = new ArrayList<>();
        Optional<PartitionQuery> query = Optional.of(PartitionQuery.all(PAGE));
        while (query.isPresent()) {
            PartitionQuery asked = query.get();
            PartitionPage<TablePartition> page = catalog.partitionStore().list(table.name(), asked);
            page.partitions().forEach(partition -> found.add(partition.values()));
            query = page.last().map(asked::startingAfter);
        }
        return found;
    }
}
