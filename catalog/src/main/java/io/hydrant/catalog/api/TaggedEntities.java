package io.hydrant.catalog.api;

import io.hydrant.catalog.api.CatalogReference.Tagged;
import io.hydrant.catalog.crawler.Crawlers;
import io.hydrant.catalog.database.Databases;
import io.hydrant.catalog.store.CatalogScope;
import io.hydrant.catalog.table.TableName;
import io.hydrant.catalog.table.Tables;

import java.util.SortedMap;
import java.util.function.UnaryOperator;

/// Databases, tables and crawlers as carriers of tags.
record TaggedEntities(Databases databases, Tables tables, Crawlers crawlers) {
    SortedMap<String, String> tags(Tagged of) {
        return switch (of) {
            case Tagged.OfDatabase(CatalogScope scope, String name) ->
                    databases.require(scope, name).tags();
            case Tagged.OfTable(TableName name) -> tables.require(name).tags();
            case Tagged.OfCrawler(CatalogScope scope, String name) ->
                    crawlers.require(scope, name).crawler().tags();
        };
    }

    void change(Tagged of, UnaryOperator<SortedMap<String, String>> step) {
        switch (of) {
            case Tagged.OfDatabase(CatalogScope scope, String name) ->
                    databases.retag(scope, name, step);
            case Tagged.OfTable(TableName name) -> tables.retag(name, step);
            case Tagged.OfCrawler(CatalogScope scope, String name) ->
                    crawlers.retag(scope, name, step);
        }
    }
}
