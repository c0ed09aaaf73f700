package io.hydrant.catalog.api;

import io.hydrant.catalog.database.DatabasePage;
import io.hydrant.catalog.database.Databases;
import io.hydrant.catalog.database.StoredDatabase;
import io.hydrant.catalog.store.CatalogScope;
import io.hydrant.catalog.table.StoredTable;
import io.hydrant.catalog.table.TablePage;
import io.hydrant.catalog.table.Tables;

import software.amazon.awssdk.services.glue.model.Table;

import java.util.Optional;
import java.util.stream.Stream;

/// The tables of all databases of a catalog, in order of both names, read page by page.
record AllTables(Databases databases, Tables tables) {
    private static final int PAGE = 100;

    Stream<Table> of(CatalogScope scope) {
        return Stream.iterate(
                        Optional.of(databases.list(scope, "", PAGE)),
                        Optional::isPresent,
                        page ->
                                page.flatMap(DatabasePage::last)
                                        .map(l -> databases.list(scope, l, PAGE)))
                .flatMap(page -> page.stream().flatMap(found -> found.databases().stream()))
                .flatMap(this::of);
    }

    private Stream<Table> of(StoredDatabase database) {
        return Stream.iterate(
                        Optional.of(tables.list(database, "", PAGE, _ -> true)),
                        Optional::isPresent,
                        page ->
                                page.flatMap(TablePage::last)
                                        .map(last -> tables.list(database, last, PAGE, _ -> true)))
                .flatMap(page -> page.stream().flatMap(found -> found.tables().stream()))
                .map(StoredTable::shape);
    }
}
