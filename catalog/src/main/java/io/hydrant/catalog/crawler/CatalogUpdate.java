package io.hydrant.catalog.crawler;

import io.hydrant.catalog.Catalog;
import io.hydrant.catalog.crawler.CrawlPlan.Target;
import io.hydrant.catalog.crawler.FoundTable.Part;
import io.hydrant.catalog.database.StoredDatabase;
import io.hydrant.catalog.partition.PartitionPage;
import io.hydrant.catalog.partition.PartitionQuery;
import io.hydrant.catalog.partition.PartitionUpdate;
import io.hydrant.catalog.partition.TablePartition;
import io.hydrant.catalog.table.StoredTable;
import io.hydrant.catalog.table.TableChange;
import io.hydrant.catalog.table.TableName;
import io.hydrant.catalog.table.TablePage;

import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.Partition;
import software.amazon.awssdk.services.glue.model.PartitionInput;
import software.amazon.awssdk.services.glue.model.StorageDescriptor;
import software.amazon.awssdk.services.glue.model.Table;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// Writes what a crawl found into the catalog. For one thread.
final class CatalogUpdate {
    private static final int BATCH = 100;
    private static final int PAGE = 500;
    private static final String DEPRECATED = "DEPRECATED_BY_CRAWLER";

    private final Catalog catalog;
    private final StoredDatabase database;
    private final CrawlPlan plan;
    private final TableText text;
    private final Instant now;
    private final Consumer<String> log;
    private final Set<String> kept = new HashSet<>();

    /// @param log hears of what cannot be written
    CatalogUpdate(
            Catalog catalog,
            StoredDatabase database,
            CrawlPlan plan,
            Occasion occasion,
            Consumer<String> log) {
        this.catalog = catalog;
        this.database = database;
        this.plan = plan;
        this.text = new TableText(occasion.crawler());
        this.now = occasion.now();
        this.log = log;
    }

    /// Who writes, and when.
    record Occasion(String crawler, Instant now) {}

    CrawlCounts write(Target target, FoundTable found) {
        String location = TableText.location(target, found.root());
        TableName name = name(location, found);
        kept.add(name.table());
        Table next = text.table(target, found);
        Optional<StoredTable> before = catalog.tables().find(name);
        CrawlCounts counts = CrawlCounts.NONE;
        if (before.isEmpty()) {
            catalog.tables().create(name, next, List.of());
            counts = new CrawlCounts(1, 0, 0);
        } else if (!keys(before.get().shape()).equals(keys(next))) {
            log.accept(
                    "Table %s has the partition keys %s but its files have %s; it stays as it is"
                            .formatted(name, keys(before.get().shape()), keys(next)));
            return CrawlCounts.NONE;
        } else if (plan.updates()) {
            counts = update(before.get(), next);
        }
        if (!found.partitionKeys().isEmpty()) {
            writePartitions(name, target, found);
        }
        return counts;
    }

    /// The name of the folder, or with a sum of the location when another table has it.
    private TableName name(String location, FoundTable found) {
        TableName plain = tableName(TableText.name(plan.tablePrefix(), found));
        Optional<StoredTable> there = catalog.tables().find(plain);
        boolean ours =
                there.map(StoredTable::shape)
                        .map(Table::storageDescriptor)
                        .map(StorageDescriptor::location)
                        .map(other -> folder(other).equals(folder(location)))
                        .orElse(there.isEmpty());
        return ours && !kept.contains(plain.table())
                ? plain
                : tableName(plain.table() + "_" + sum(location));
    }

    private TableName tableName(String table) {
        return new TableName(
                database.scope().account(),
                database.scope().region(),
                database.shape().name(),
                table);
    }

    private static String folder(String location) {
        return location.endsWith("/") ? location : location + "/";
    }

    private static String sum(String location) {
        try {
            byte[] sum =
                    MessageDigest.getInstance("MD5")
                            .digest(location.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sum);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has MD5", e);
        }
    }

    private static List<String> keys(Table table) {
        return table.partitionKeys().stream().map(Column::name).toList();
    }

    private CrawlCounts update(StoredTable before, Table next) {
        Table old = before.shape();
        List<Column> columns = next.storageDescriptor().columns();
        if (plan.mergesColumns()) {
            columns = merged(old.storageDescriptor().columns(), columns);
        }
        boolean changed = !columns.equals(old.storageDescriptor().columns());
        Map<String, String> parameters = new LinkedHashMap<>(old.parameters());
        parameters.remove(DEPRECATED);
        parameters.putAll(next.parameters());
        Table after =
                old.toBuilder()
                        .parameters(parameters)
                        .storageDescriptor(
                                next.storageDescriptor().toBuilder().columns(columns).build())
                        .build();
        catalog.tables()
                .update(
                        new TableChange(
                                before.name(), after, Optional.of(old.versionId()), changed));
        return new CrawlCounts(0, changed ? 1 : 0, 0);
    }

    /// Those that were there as they were, then the new ones.
    private static List<Column> merged(List<Column> before, List<Column> found) {
        Map<String, Column> all = new LinkedHashMap<>();
        before.forEach(column -> all.put(column.name(), column));
        found.forEach(column -> all.putIfAbsent(column.name(), column));
        return List.copyOf(all.values());
    }

    private void writePartitions(TableName name, Target target, FoundTable found) {
        Set<List<String>> there = new HashSet<>();
        Map<List<String>, TablePartition> vanished = new LinkedHashMap<>();
        for (TablePartition partition : partitions(name)) {
            there.add(partition.values());
            vanished.put(partition.values(), partition);
        }
        List<PartitionInput> missing = new ArrayList<>();
        for (Part part : found.parts()) {
            Optional.ofNullable(vanished.remove(part.values()))
                    .filter(known -> known.parameters().containsKey(DEPRECATED))
                    .ifPresent(known -> restore(name, known.values()));
            if (!there.contains(part.values())) {
                FileSchema files =
                        plan.inherits()
                                ? found.files()
                                : part.folder().schema().orElse(found.files());
                missing.add(text.partition(target, found, part, files));
            }
        }
        for (int from = 0; from < missing.size(); from += BATCH) {
            catalog.partitions()
                    .createAll(name, missing.subList(from, Math.min(from + BATCH, missing.size())));
        }
        String root = TableText.location(target, found.root());
        List<List<String>> gone =
                vanished.values().stream()
                        .filter(it -> it.location().filter(at -> at.startsWith(root)).isPresent())
                        .map(TablePartition::values)
                        .toList();
        dropPartitions(name, gone);
    }

    private List<TablePartition> partitions(TableName name) {
        List<TablePartition> all = new ArrayList<>();
        Optional<PartitionQuery> query = Optional.of(PartitionQuery.all(PAGE));
        while (query.isPresent()) {
            PartitionQuery asked = query.get();
            PartitionPage<TablePartition> page = catalog.partitionStore().list(name, asked);
            all.addAll(page.partitions());
            query = page.last().map(asked::startingAfter);
        }
        return all;
    }

    private void dropPartitions(TableName name, List<List<String>> gone) {
        switch (plan.deletes()) {
            case DELETE_FROM_DATABASE -> catalog.partitions().deleteAll(name, gone);
            case DEPRECATE_IN_DATABASE -> gone.forEach(values -> deprecate(name, values));
            default ->
                    gone.forEach(
                            values ->
                                    log.accept(
                                            "The files of " + name + " " + values + " are gone"));
        }
    }

    private void deprecate(TableName name, List<String> values) {
        Partition shape = catalog.partitions().require(name, values);
        Map<String, String> parameters = new LinkedHashMap<>(shape.parameters());
        if (parameters.putIfAbsent(DEPRECATED, Long.toString(now.toEpochMilli())) == null) {
            setParameters(name, shape, parameters);
        }
    }

    /// The files of a partition are there again.
    private void restore(TableName name, List<String> values) {
        Partition shape = catalog.partitions().require(name, values);
        Map<String, String> parameters = new LinkedHashMap<>(shape.parameters());
        parameters.remove(DEPRECATED);
        setParameters(name, shape, parameters);
    }

    private void setParameters(TableName name, Partition shape, Map<String, String> parameters) {
        catalog.partitions()
                .update(
                        name,
                        new PartitionUpdate(
                                shape.values(),
                                PartitionInput.builder()
                                        .values(shape.values())
                                        .storageDescriptor(shape.storageDescriptor())
                                        .parameters(parameters)
                                        .build()));
    }

    /// Of tables that this crawler made and whose files it did not find.
    CrawlCounts finish() {
        CrawlCounts counts = CrawlCounts.NONE;
        Optional<String> after = Optional.of("");
        while (after.isPresent()) {
            TablePage page = catalog.tables().list(database, after.get(), PAGE, _ -> true);
            for (StoredTable table : page.tables()) {
                if (isOurs(table) && !kept.contains(table.name().table())) {
                    counts = counts.and(drop(table));
                }
            }
            after = page.last();
        }
        return counts;
    }

    private boolean isOurs(StoredTable table) {
        return text.crawler().equals(table.shape().parameters().get(TableText.UPDATED_BY));
    }

    private CrawlCounts drop(StoredTable table) {
        switch (plan.deletes()) {
            case DELETE_FROM_DATABASE -> {
                catalog.tables().delete(table.name());
                return new CrawlCounts(0, 0, 1);
            }
            case DEPRECATE_IN_DATABASE -> {
                Map<String, String> parameters = new LinkedHashMap<>(table.shape().parameters());
                if (parameters.putIfAbsent(DEPRECATED, Long.toString(now.toEpochMilli())) != null) {
                    return CrawlCounts.NONE;
                }
                catalog.tables()
                        .update(
                                new TableChange(
                                        table.name(),
                                        table.shape().toBuilder().parameters(parameters).build(),
                                        Optional.of(table.shape().versionId()),
                                        true));
                return new CrawlCounts(0, 1, 0);
            }
            default -> {
                log.accept("The files of " + table.name() + " are gone");
                return CrawlCounts.NONE;
            }
        }
    }
}
