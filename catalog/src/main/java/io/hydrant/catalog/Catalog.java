package io.hydrant.catalog;

import io.hydrant.catalog.database.Databases;
import io.hydrant.catalog.partition.PartitionStore;
import io.hydrant.catalog.partition.Partitions;
import io.hydrant.catalog.store.CatalogStore;
import io.hydrant.catalog.table.TableLookup;
import io.hydrant.catalog.table.TableVersions;
import io.hydrant.catalog.table.Tables;
import io.hydrant.control.ResourceStore;

import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/// The data catalog: what its API works on, and what other features ask it. Safe for use by many
/// threads.
public final class Catalog {
    private final CatalogStore store;
    private final Databases databases;
    private final Tables tables;
    private final TableVersions versions;
    private final Partitions partitions;

    private Catalog(CatalogStore store) {
        this.store = store;
        databases = new Databases(store);
        tables = new Tables(store, databases);
        versions = new TableVersions(store, tables);
        partitions = new Partitions(store, tables);
    }

    /// Finishes removals that the end of the process interrupted.
    public static Catalog open(ResourceStore store, InstantSource clock) {
        return open(store, clock, () -> UUID.randomUUID().toString());
    }

    /// @param ids never the same text twice, after a restart neither
    public static Catalog open(ResourceStore store, InstantSource clock, Supplier<String> ids) {
        return new Catalog(CatalogStore.open(store, clock, ids));
    }

    /// Why nothing can be asked of the catalog; empty when all is well.
    public Optional<String> failure() {
        return store.failure();
    }

    /// For what keeps rows of its own beside the catalog's.
    public CatalogStore rows() {
        return store;
    }

    public TableLookup lookup() {
        return versions;
    }

    public PartitionStore partitionStore() {
        return partitions;
    }

    public Databases databases() {
        return databases;
    }

    public Tables tables() {
        return tables;
    }

    public TableVersions versions() {
        return versions;
    }

    public Partitions partitions() {
        return partitions;
    }
}
