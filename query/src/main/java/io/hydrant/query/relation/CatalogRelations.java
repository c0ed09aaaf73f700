package io.hydrant.query.relation;

import io.hydrant.catalog.Catalog;
import io.hydrant.catalog.database.DatabasePage;
import io.hydrant.catalog.database.StoredDatabase;
import io.hydrant.catalog.store.CatalogScope;
import io.hydrant.catalog.table.StoredTable;
import io.hydrant.catalog.table.TableColumn;
import io.hydrant.catalog.table.TableName;
import io.hydrant.catalog.table.TablePage;
import io.hydrant.query.refusal.QueryFailure;

import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.Table;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The tables and views of one caller's catalog. Safe for any thread.
public final class CatalogRelations implements Relations {
    private static final int PAGE = 500;

    private final Catalog catalog;
    private final CatalogScope scope;

    public CatalogRelations(Catalog catalog, CatalogScope scope) {
        this.catalog = catalog;
        this.scope = scope;
    }

    @Override
    public boolean hasDatabase(String database) {
        return catalog.databases().find(scope, database).isPresent();
    }

    @Override
    public List<String> databases(int most) {
        List<String> names = new ArrayList<>();
        Optional<String> after = Optional.of("");
        while (after.isPresent() && names.size() < most) {
            DatabasePage page =
                    catalog.databases()
                            .list(scope, after.get(), Math.min(PAGE, most - names.size()));
            page.databases().forEach(database -> names.add(database.shape().name()));
            after = page.last();
        }
        return names;
    }

    @Override
    public Optional<Entry> entry(String database, String table) {
        TableName name = new TableName(scope.account(), scope.region(), database, table);
        return catalog.tables().find(name).map(CatalogEntries::of);
    }

    @Override
    public List<Entry> entries(String database, int most) {
        Optional<StoredDatabase> stored = catalog.databases().find(scope, database);
        List<Entry> entries = new ArrayList<>();
        Optional<String> after = stored.map(_ -> "");
        while (after.isPresent() && entries.size() < most) {
            TablePage page =
                    catalog.tables()
                            .list(
                                    stored.orElseThrow(),
                                    after.get(),
                                    Math.min(PAGE, most - entries.size()),
                                    _ -> true);
            page.tables().forEach(table -> entries.add(CatalogEntries.of(table)));
            after = page.last();
        }
        return entries;
    }

    @Override
    public Optional<Relation> find(String database, String table) throws QueryFailure {
        TableName name = new TableName(scope.account(), scope.region(), database, table);
        Optional<StoredTable> stored = catalog.tables().find(name);
        return stored.isEmpty() ? Optional.empty() : Optional.of(relation(name, stored.get()));
    }

    private static Relation relation(TableName name, StoredTable stored) throws QueryFailure {
        Table shape = stored.shape();
        if ("VIRTUAL_VIEW".equals(shape.tableType())) {
            return view(name, Optional.ofNullable(shape.viewOriginalText()).orElse(""));
        }
        if (Optional.ofNullable(shape.storageDescriptor()).isEmpty()) {
            throw QueryFailure.user(
                    "HIVE_INVALID_METADATA", "Table %s has no storage descriptor".formatted(name));
        }
        String otherFormat =
                shape.hasParameters() ? shape.parameters().getOrDefault("table_type", "") : "";
        if (!otherFormat.isEmpty()) {
            throw QueryFailure.user(
                    "HIVE_UNSUPPORTED_FORMAT",
                    "Table %s is of type '%s', which cannot be queried"
                            .formatted(name, otherFormat));
        }
        return new Relation.FileTable(
                name, columns(shape.storageDescriptor().columns()), columns(shape.partitionKeys()));
    }

    private static List<TableColumn> columns(List<Column> shapes) {
        return shapes.stream()
                .map(
                        shape ->
                                new TableColumn(
                                        shape.name().toLowerCase(Locale.ROOT),
                                        Optional.ofNullable(shape.type()).orElse("")))
                .toList();
    }

    private static Relation view(TableName name, String text) throws QueryFailure {
        if (!ViewDefinition.isOfTrino(text)) {
            throw QueryFailure.user(
                    "NOT_SUPPORTED", "View %s was made by another engine".formatted(name));
        }
        ViewDefinition view =
                ViewDefinition.read(text)
                        .orElseThrow(
                                () ->
                                        QueryFailure.user(
                                                "HIVE_INVALID_VIEW_DATA",
                                                "Invalid view JSON of view %s".formatted(name)));
        return new Relation.View(name, view.sql(), view.schema().orElse(name.database()));
    }
}
