package io.hydrant.catalog.database;

import io.hydrant.catalog.store.CatalogScope;

import software.amazon.awssdk.services.glue.model.Database;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// A database as it is kept.
///
/// @param id stays the same when the database gets another name
/// @param shape as the service shows it
/// @param revision of its row
public record StoredDatabase(
        CatalogScope scope,
        String id,
        Database shape,
        SortedMap<String, String> tags,
        long revision) {
    public StoredDatabase {
        tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
    }
}
