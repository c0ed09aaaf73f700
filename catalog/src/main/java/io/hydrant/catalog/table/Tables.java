package io.hydrant.catalog.table;

import io.hydrant.catalog.database.Databases;
import io.hydrant.catalog.database.StoredDatabase;
import io.hydrant.catalog.refusal.EntityExists;
import io.hydrant.catalog.refusal.EntityNotFound;
import io.hydrant.catalog.refusal.LostUpdate;
import io.hydrant.catalog.store.CatalogScope;
import io.hydrant.catalog.store.CatalogStore;
import io.hydrant.catalog.store.CatalogStore.Rows;
import io.hydrant.catalog.store.EntityType;
import io.hydrant.catalog.store.Fitting;
import io.hydrant.catalog.store.NamePage;
import io.hydrant.catalog.store.RecentReads;
import io.hydrant.catalog.store.RowName;
import io.hydrant.control.ResourceChange;
import io.hydrant.control.ResourceContent;
import io.hydrant.control.ResourceKey;

import software.amazon.awssdk.services.glue.model.PartitionIndex;
import software.amazon.awssdk.services.glue.model.Table;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/// The tables of all databases, at their newest versions. Safe for use by many threads.
public final class Tables {
    private static final int RECENT_MAX = 32;

    private static final String FIRST_VERSION = "0";

    private final CatalogStore store;
    private final Databases databases;
    private final RecentReads<TableName, StoredTable> recent = new RecentReads<>(RECENT_MAX);

    public Tables(CatalogStore store, Databases databases) {
        this.store = store;
        this.databases = databases;
    }

    /// @param shape what the caller knows of it; its times, version and place are filled in here
    /// @throws EntityNotFound when there is no such database
    /// @throws EntityExists when the name is taken
    public StoredTable create(TableName name, Table shape, List<PartitionIndex> indexes) {
        return store.change(
                () -> {
                    String databaseId = databaseId(name);
                    ResourceKey key = TableRow.key(name, databaseId);
                    if (store.find(key).isPresent()) {
                        throw new EntityExists("Table already exists.");
                    }
                    Table.Builder made =
                            placed(name, shape)
                                    .createTime(store.now())
                                    .updateTime(store.now())
                                    .versionId(FIRST_VERSION);
                    StoredTable table =
                            new StoredTable(
                                    name, store.newId(), made.build(), indexes, new TreeMap<>(), 1);
                    store.apply(List.of(new ResourceChange.Create(key, TableRow.content(table))));
                    return table;
                });
    }

    private static Table.Builder placed(TableName name, Table shape) {
        return shape.toBuilder()
                .name(name.table())
                .databaseName(name.database())
                .catalogId(name.catalog().value())
                .isRegisteredWithLakeFormation(false)
                .isMultiDialectView(false);
    }

    private String databaseId(TableName name) {
        return databases.require(TableRow.scope(name), name.database()).id();
    }

    /// Empty when there is no such table or database.
    public Optional<StoredTable> find(TableName name) {
        long asOf = store.revision();
        Optional<StoredTable> known = recent.find(name, asOf);
        return known.isPresent() ? known : read(name, asOf);
    }

    private Optional<StoredTable> read(TableName name, long asOf) {
        Optional<StoredTable> found =
                databases
                        .find(TableRow.scope(name), name.database())
                        .flatMap(database -> find(name, database.id()));
        found.ifPresent(table -> recent.add(name, table, asOf));
        return found;
    }

    private Optional<StoredTable> find(TableName name, String databaseId) {
        return store.find(TableRow.key(name, databaseId)).map(row -> TableRow.read(name, row));
    }

    /// @throws EntityNotFound when there is no such table or database
    public StoredTable require(TableName name) {
        return find(name).orElseThrow(() -> missing(name));
    }

    private EntityNotFound missing(TableName name) {
        databases.require(TableRow.scope(name), name.database());
        return EntityNotFound.table(name.table());
    }

    /// @param afterName empty to start at the first
    /// @param wanted told names of tables
    /// @throws EntityNotFound when there is no such database
    public TablePage list(
            StoredDatabase database, String afterName, int limit, Predicate<String> wanted) {
        CatalogScope scope = database.scope();
        Rows rows = new Rows(scope, EntityType.TABLE, RowName.under(List.of(database.id())));
        if (!afterName.isEmpty()) {
            String after = RowName.of(database.id(), List.of(afterName));
            rows = new Rows(scope, EntityType.TABLE, rows.range().startingAfter(after));
        }
        NamePage page = store.scan(rows, limit, name -> wanted.test(RowName.parts(name).getLast()));
        Fitting read = store.read(scope, EntityType.TABLE, page.names());
        List<StoredTable> tables =
                read.rows().stream()
                        .map(
                                row ->
                                        TableRow.read(
                                                new TableName(
                                                        scope.account(),
                                                        scope.region(),
                                                        database.shape().name(),
                                                        RowName.parts(row.name()).getLast()),
                                                row))
                        .toList();
        return new TablePage(tables, read.last(page).map(name -> RowName.parts(name).getLast()));
    }

    /// Makes the next version of a table.
    ///
    /// @throws EntityNotFound when there is no such table or database
    /// @throws LostUpdate when its newest version is not the expected one
    public StoredTable update(TableChange change) {
        return store.change(
                () -> {
                    StoredTable before = require(change.name());
                    Table old = before.shape();
                    if (change.expectedVersion().isPresent()
                            && !change.expectedVersion().get().equals(old.versionId())) {
                        throw new LostUpdate(
                                ("Update table failed due to concurrent modifications: table %s is"
                                                + " at version %s, the update was made from version"
                                                + " %s.")
                                        .formatted(
                                                change.name(),
                                                old.versionId(),
                                                change.expectedVersion().get()));
                    }
                    long version = Long.parseLong(old.versionId());
                    Table.Builder next =
                            placed(change.name(), change.shape())
                                    .createTime(old.createTime())
                                    .createdBy(old.createdBy())
                                    .updateTime(store.now())
                                    .versionId(Long.toString(version + 1));
                    List<ResourceChange> changes = new ArrayList<>();
                    StoredTable after = before.with(next.build());
                    changes.add(replacement(after));
                    if (change.archived()) {
                        changes.add(archive(before, version));
                    }
                    store.apply(changes);
                    return after;
                });
    }

    private ResourceChange replacement(StoredTable after) {
        return new ResourceChange.Update(
                TableRow.key(after.name(), databaseId(after.name())),
                after.revision(),
                TableRow.content(after));
    }

    private static ResourceChange archive(StoredTable before, long version) {
        StoredTable bare =
                new StoredTable(
                        before.name(), before.id(), before.shape(), List.of(), new TreeMap<>(), 1);
        ResourceContent content = TableRow.content(bare);
        return new ResourceChange.Create(
                TableRow.scope(before.name())
                        .key(EntityType.VERSION, TableRow.versionName(before.id(), version)),
                content);
    }

    /// @throws EntityNotFound when there is no such table or database
    public void retag(TableName name, UnaryOperator<SortedMap<String, String>> step) {
        change(name, table -> table.with(step.apply(table.tags())));
    }

    /// Changes the indexes of a table's partitions.
    ///
    /// @throws EntityNotFound when there is no such table or database
    public void reindex(TableName name, UnaryOperator<StoredTable> step) {
        change(name, step);
    }

    private void change(TableName name, UnaryOperator<StoredTable> step) {
        store.change(
                () -> {
                    StoredTable after = step.apply(require(name));
                    store.apply(List.of(replacement(after)));
                    return after;
                });
    }

    /// Removes a table with its versions and partitions: at once for everybody who looks, also if
    /// the process ends before all their rows are cleared.
    ///
    /// @throws EntityNotFound when there is no such table or database
    public void delete(TableName name) {
        StoredTable gone =
                store.change(
                        () -> {
                            StoredTable table = require(name);
                            store.apply(
                                    List.of(
                                            new ResourceChange.Delete(
                                                    TableRow.key(name, databaseId(name)),
                                                    table.revision()),
                                            CatalogStore.removal(
                                                    TableRow.scope(name), table.id())));
                            return table;
                        });
        store.clear(TableRow.scope(name), gone.id());
    }
}
