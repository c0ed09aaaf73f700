package io.hydrant.catalog.table;

import io.hydrant.catalog.refusal.EntityNotFound;
import io.hydrant.catalog.refusal.InvalidInput;
import io.hydrant.catalog.store.CatalogScope;
import io.hydrant.catalog.store.CatalogStore;
import io.hydrant.catalog.store.CatalogStore.Rows;
import io.hydrant.catalog.store.EntityType;
import io.hydrant.catalog.store.Fitting;
import io.hydrant.catalog.store.NamePage;
import io.hydrant.catalog.store.RowName;
import io.hydrant.control.NameRange;
import io.hydrant.control.Resource;
import io.hydrant.control.ResourceChange;

import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.StorageDescriptor;
import software.amazon.awssdk.services.glue.model.Table;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The versions of tables: the newest and those before it that were archived. Safe for use by many
/// threads.
public final class TableVersions implements TableLookup {
    private final CatalogStore store;
    private final Tables tables;

    public TableVersions(CatalogStore store, Tables tables) {
        this.store = store;
        this.tables = tables;
    }

    /// Versions of a table, newest first.
    ///
    /// @param last the version to go on after when there are more
    public record Page(List<Table> versions, Optional<String> last) {
        public Page {
            versions = List.copyOf(versions);
        }
    }

    @Override
    public Optional<TableVersion> latest(TableName name) {
        return tables.find(name).map(table -> known(name, table.shape()));
    }

    @Override
    public Optional<TableVersion> version(TableName name, String versionId) {
        return tables.find(name)
                .flatMap(table -> find(table, versionId))
                .map(shape -> known(name, shape));
    }

    private static TableVersion known(TableName name, Table shape) {
        Optional<StorageDescriptor> storage = Optional.ofNullable(shape.storageDescriptor());
        return new TableVersion(
                name,
                shape.versionId(),
                columns(storage.map(StorageDescriptor::columns).orElse(List.of())),
                columns(shape.partitionKeys()),
                storage.map(StorageDescriptor::location),
                shape.parameters());
    }

    private static List<TableColumn> columns(List<Column> columns) {
        return columns.stream()
                .map(
                        column ->
                                new TableColumn(
                                        column.name(),
                                        Optional.ofNullable(column.type()).orElse("")))
                .toList();
    }

    /// @throws EntityNotFound when there is no such table, database or version
    public Table require(TableName name, String versionId) {
        return find(tables.require(name), versionId).orElseThrow(() -> missing(name, versionId));
    }

    private Optional<Table> find(StoredTable table, String versionId) {
        if (versionId.equals(table.shape().versionId())) {
            return Optional.of(table.shape());
        }
        return row(table, versionId).map(row -> TableRow.readVersion(table.name(), row));
    }

    private Optional<Resource> row(StoredTable table, String versionId) {
        return TableRow.number(versionId)
                .flatMap(
                        version ->
                                store.find(
                                        TableRow.scope(table.name())
                                                .key(
                                                        EntityType.VERSION,
                                                        TableRow.versionName(
                                                                table.id(), version))));
    }

    private static EntityNotFound missing(TableName name, String versionId) {
        return new EntityNotFound(
                "Version " + versionId + " of table " + name.table() + " not found.");
    }

    /// @param after the version to go on after; empty to start at the newest
    /// @throws EntityNotFound when there is no such table or database
    public Page list(TableName name, Optional<Long> after, int limit) {
        StoredTable table = tables.require(name);
        List<Table> versions = new ArrayList<>();
        if (after.isEmpty()) {
            versions.add(table.shape());
        }
        NameRange range = RowName.under(List.of(table.id()));
        if (after.isPresent()) {
            range = range.startingAfter(TableRow.versionName(table.id(), after.get()));
        }
        CatalogScope scope = TableRow.scope(name);
        NamePage page =
                store.scan(
                        new Rows(scope, EntityType.VERSION, range),
                        limit - versions.size(),
                        _ -> true);
        Fitting read = store.read(scope, EntityType.VERSION, page.names());
        for (Resource row : read.rows()) {
            versions.add(TableRow.readVersion(name, row));
        }
        boolean more = read.last(page).isPresent();
        return new Page(
                versions, more ? Optional.of(versions.getLast().versionId()) : Optional.empty());
    }

    /// Removes an older version of a table.
    ///
    /// @throws EntityNotFound when there is no such table, database or version
    /// @throws InvalidInput when it is the newest
    public void delete(TableName name, String versionId) {
        store.change(
                () -> {
                    StoredTable table = tables.require(name);
                    if (versionId.equals(table.shape().versionId())) {
                        throw new InvalidInput(
                                "Version %s is the newest of table %s and cannot be deleted."
                                        .formatted(versionId, name.table()));
                    }
                    Resource row =
                            row(table, versionId).orElseThrow(() -> missing(name, versionId));
                    store.apply(List.of(new ResourceChange.Delete(row.key(), row.revision())));
                    return row;
                });
    }
}
