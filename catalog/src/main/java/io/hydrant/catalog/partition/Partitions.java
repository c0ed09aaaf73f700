package io.hydrant.catalog.partition;

import io.hydrant.catalog.expression.PartitionExpression;
import io.hydrant.catalog.refusal.CatalogException;
import io.hydrant.catalog.refusal.EntityExists;
import io.hydrant.catalog.refusal.EntityNotFound;
import io.hydrant.catalog.refusal.InvalidInput;
import io.hydrant.catalog.store.CatalogStore;
import io.hydrant.catalog.store.CatalogStore.Rows;
import io.hydrant.catalog.store.EntityType;
import io.hydrant.catalog.store.Fitting;
import io.hydrant.catalog.store.NamePage;
import io.hydrant.catalog.store.RecentReads;
import io.hydrant.catalog.store.RowName;
import io.hydrant.catalog.table.StoredTable;
import io.hydrant.catalog.table.TableName;
import io.hydrant.catalog.table.Tables;
import io.hydrant.control.NameRange;
import io.hydrant.control.ResourceKey;

import software.amazon.awssdk.services.glue.model.Partition;
import software.amazon.awssdk.services.glue.model.PartitionInput;
import software.amazon.awssdk.services.glue.model.StorageDescriptor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The partitions of all tables. Safe for use by many threads.
///
/// A batch is one durable transaction: what is refused is told, the rest is done together.
public final class Partitions implements PartitionStore {
    /// Of some hundred bytes each.
    private static final int RECENT_MAX = 4_096;

    private final CatalogStore store;
    private final Tables tables;

    /// By the names of their rows.
    private final RecentReads<String, TablePartition> recent = new RecentReads<>(RECENT_MAX);

    public Partitions(CatalogStore store, Tables tables) {
        this.store = store;
        this.tables = tables;
    }

    /// @throws EntityNotFound when there is no such table or database
    public List<PartitionRefusal> createAll(TableName name, List<PartitionInput> inputs) {
        return store.change(
                () -> {
                    StoredTable table = tables.require(name);
                    PartitionBatch batch = new PartitionBatch(store, table);
                    List<PartitionRefusal> refused = new ArrayList<>();
                    for (PartitionInput input : inputs) {
                        trying(input.values(), () -> batch.create(input), refused);
                    }
                    batch.finish();
                    return refused;
                });
    }

    /// @throws CatalogException as the one partition is refused
    public void create(TableName name, PartitionInput input) {
        single(createAll(name, List.of(input)));
    }

    /// @throws EntityNotFound when there is no such table or database
    public List<PartitionRefusal> updateAll(TableName name, List<PartitionUpdate> updates) {
        return store.change(
                () -> {
                    PartitionBatch batch = new PartitionBatch(store, tables.require(name));
                    List<PartitionRefusal> refused = new ArrayList<>();
                    for (PartitionUpdate update : updates) {
                        trying(update.values(), () -> batch.update(update), refused);
                    }
                    batch.finish();
                    return refused;
                });
    }

    /// @throws CatalogException as the one partition is refused
    public void update(TableName name, PartitionUpdate update) {
        single(updateAll(name, List.of(update)));
    }

    /// @throws EntityNotFound when there is no such table or database
    public List<PartitionRefusal> deleteAll(TableName name, List<List<String>> all) {
        return store.change(
                () -> {
                    PartitionBatch batch = new PartitionBatch(store, tables.require(name));
                    List<PartitionRefusal> refused = new ArrayList<>();
                    for (List<String> values : all) {
                        trying(values, () -> batch.delete(values), refused);
                    }
                    batch.finish();
                    return refused;
                });
    }

    /// @throws CatalogException as the one partition is refused
    public void delete(TableName name, List<String> values) {
        single(deleteAll(name, List.of(values)));
    }

    private static void trying(List<String> values, Runnable step, List<PartitionRefusal> refused) {
        try {
            step.run();
        } catch (CatalogException e) {
            refused.add(new PartitionRefusal(values, e));
        }
    }

    private static void single(List<PartitionRefusal> refused) {
        if (!refused.isEmpty()) {
            throw refused.getFirst().reason();
        }
    }

    /// @throws EntityNotFound when there is no such partition, table or database
    public Partition require(TableName name, List<String> values) {
        List<Partition> found = findAll(name, List.of(values)).partitions();
        if (found.isEmpty()) {
            throw EntityNotFound.partition();
        }
        return found.getFirst();
    }

    /// Those that there are, in the order asked for, as far as they fit into an answer.
    ///
    /// @throws EntityNotFound when there is no such table or database
    public FoundPartitions findAll(TableName name, List<List<String>> all) {
        StoredTable table = tables.require(name);
        List<String> names =
                all.stream()
                        .filter(values -> values.size() == table.partitionKeys().size())
                        .filter(values -> !values.isEmpty())
                        .map(values -> PartitionRow.name(table, values))
                        .filter(row -> row.length() <= ResourceKey.NAME_CHARS_MAX)
                        .toList();
        Fitting read = read(table, names);
        return new FoundPartitions(
                shapes(table, read), read.rest().stream().map(PartitionRow::values).toList());
    }

    private Fitting read(StoredTable table, List<String> names) {
        return store.read(PartitionRow.scope(table), EntityType.PARTITION, names);
    }

    private static List<Partition> shapes(StoredTable table, Fitting read) {
        return read.rows().stream().map(row -> PartitionRow.read(table, row)).toList();
    }

    /// @throws EntityNotFound when there is no such table or database
    /// @throws InvalidInput when the expression is none
    public PartitionPage<Partition> page(TableName name, PartitionQuery query) {
        StoredTable table = tables.require(name);
        PartitionExpression expression =
                PartitionExpression.of(query.expression(), table.partitionKeys());
        NamePage page =
                store.scan(
                        new Rows(
                                PartitionRow.scope(table),
                                EntityType.PARTITION,
                                range(table, expression, query)),
                        query.limit(),
                        row ->
                                query.segment().holds(row)
                                        && expression.chooses(PartitionRow.values(row)));
        Fitting read = read(table, page.names());
        return new PartitionPage<>(shapes(table, read), read.last(page));
    }

    /// As narrow as the expression allows.
    private static NameRange range(
            StoredTable table, PartitionExpression expression, PartitionQuery query) {
        List<String> leading = expression.leadingValues();
        int keysMax = Math.max(0, table.partitionKeys().size() - 1); // one part must remain open
        List<String> parts = new ArrayList<>(List.of(table.id()));
        parts.addAll(leading.subList(0, Math.min(leading.size(), keysMax)));
        NameRange range = RowName.under(parts);
        if (query.after().isEmpty()) {
            return range;
        }
        String after = query.after().get();
        if (!after.startsWith(RowName.under(List.of(table.id())).after())) {
            throw new InvalidInput("Invalid NextToken: it is of another listing.");
        }
        return range.startingAfter(after);
    }

    @Override
    public int addMissing(TableName name, List<TablePartition> partitions) {
        return store.change(
                () -> {
                    StoredTable table = tables.require(name);
                    PartitionBatch batch = new PartitionBatch(store, table);
                    int added = 0;
                    for (TablePartition partition : partitions) {
                        try {
                            batch.create(input(table, partition));
                            added++;
                        } catch (EntityExists _) {
                            continue;
                        }
                    }
                    batch.finish();
                    return added;
                });
    }

    private static PartitionInput input(StoredTable table, TablePartition partition) {
        StorageDescriptor storage =
                Optional.ofNullable(table.shape().storageDescriptor())
                        .orElseGet(() -> StorageDescriptor.builder().build())
                        .toBuilder()
                        .location(partition.location().orElse(null))
                        .build();
        return PartitionInput.builder()
                .values(partition.values())
                .storageDescriptor(storage)
                .parameters(partition.parameters())
                .build();
    }

    @Override
    public Optional<TablePartition> find(TableName name, List<String> values) {
        long asOf = store.revision();
        String row = PartitionRow.name(tables.require(name), values);
        Optional<TablePartition> known = recent.find(row, asOf);
        return known.isPresent() ? known : read(name, values, row, asOf);
    }

    private Optional<TablePartition> read(
            TableName name, List<String> values, String row, long asOf) {
        Optional<TablePartition> found =
                findAll(name, List.of(values)).partitions().stream()
                        .findFirst()
                        .map(Partitions::known);
        found.ifPresent(partition -> recent.add(row, partition, asOf));
        return found;
    }

    @Override
    public PartitionPage<TablePartition> list(TableName name, PartitionQuery query) {
        PartitionPage<Partition> page = page(name, query);
        return new PartitionPage<>(
                page.partitions().stream().map(Partitions::known).toList(), page.last());
    }

    private static TablePartition known(Partition shape) {
        return new TablePartition(
                shape.values(),
                Optional.ofNullable(shape.storageDescriptor()).map(StorageDescriptor::location),
                shape.parameters());
    }

    @Override
    public boolean remove(TableName name, List<String> values) {
        return deleteAll(name, List.of(values)).isEmpty();
    }
}
