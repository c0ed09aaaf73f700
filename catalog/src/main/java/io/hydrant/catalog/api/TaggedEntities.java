package io.hydrant.catalog.api;

import io.hydrant.catalog.database.Databases;
import io.hydrant.catalog.table.Tables;

import java.util.SortedMap;
import java.util.function.UnaryOperator;

/// Databases and tables as carriers of tags.
record TaggedEntities(Databases databases, Tables tables) {
    SortedMap<String, String> tags(CatalogReference.Tagged of) {
        return of.table()
                .map(table -> tables.require(of.tableName(table)).tags())
                .orElseGet(() -> databases.require(of.scope(), of.database()).tags());
    }

    void change(CatalogReference.Tagged of, UnaryOperator<SortedMap<String, String>> step) {
        of.table()
                .ifPresentOrElse(
                        table -> tables.retag(of.tableName(table), step),
                        () -> databases.retag(of.scope(), of.database(), step));
    }
}
