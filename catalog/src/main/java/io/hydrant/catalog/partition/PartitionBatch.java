package io.hydrant.catalog.partition;

import io.hydrant.catalog.refusal.EntityExists;
import io.hydrant.catalog.refusal.EntityNotFound;
import io.hydrant.catalog.store.CatalogStore;
import io.hydrant.catalog.table.StoredTable;
import io.hydrant.control.Resource;
import io.hydrant.control.ResourceChange;
import io.hydrant.control.ResourceKey;

import software.amazon.awssdk.services.glue.model.Partition;
import software.amazon.awssdk.services.glue.model.PartitionInput;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Collects changes of a table's partitions and makes them together. For one thread that changes
/// the store.
///
/// A change of a partition that the batch touched already sees what the batch did: what was
/// collected is made first then.
final class PartitionBatch {
    private final CatalogStore store;
    private final StoredTable table;
    private final List<ResourceChange> changes = new ArrayList<>();
    private final Set<ResourceKey> touched = new HashSet<>();

    PartitionBatch(CatalogStore store, StoredTable table) {
        this.store = store;
        this.table = table;
    }

    /// @throws io.hydrant.catalog.refusal.InvalidInput when the table cannot have such a partition
    /// @throws EntityExists when the values are taken
    void create(PartitionInput input) {
        PartitionRow.require(table, input.values());
        ResourceKey key = PartitionRow.key(table, input.values());
        requireFree(key);
        Partition shape = PartitionRow.shape(table, input, store.now());
        add(new ResourceChange.Create(key, PartitionRow.content(shape)));
    }

    private void requireFree(ResourceKey key) {
        finishIfTouched(key);
        if (store.find(key).isPresent()) {
            throw new EntityExists("Partition already exists.");
        }
    }

    /// @throws EntityNotFound when there is no such partition
    /// @throws EntityExists when its new values are taken
    void update(PartitionUpdate update) {
        PartitionRow.require(table, update.values());
        PartitionInput next = update.next();
        PartitionInput named =
                next.hasValues() ? next : next.toBuilder().values(update.values()).build();
        PartitionRow.require(table, named.values());
        Resource before = require(update.values());
        Instant created = PartitionRow.read(table, before).creationTime();
        Partition shape = PartitionRow.shape(table, named, created);
        if (named.values().equals(update.values())) {
            add(
                    new ResourceChange.Update(
                            before.key(), before.revision(), PartitionRow.content(shape)));
        } else {
            ResourceKey key = PartitionRow.key(table, named.values());
            requireFree(key);
            add(new ResourceChange.Discard(before.key()));
            add(new ResourceChange.Create(key, PartitionRow.content(shape)));
        }
    }

    /// @throws EntityNotFound when there is no such partition
    void delete(List<String> values) {
        PartitionRow.require(table, values);
        Resource before = require(values);
        add(new ResourceChange.Delete(before.key(), before.revision()));
    }

    private Resource require(List<String> values) {
        ResourceKey key = PartitionRow.key(table, values);
        finishIfTouched(key);
        return store.find(key).orElseThrow(EntityNotFound::partition);
    }

    private void finishIfTouched(ResourceKey key) {
        if (touched.contains(key)) {
            finish();
        }
    }

    private void add(ResourceChange change) {
        changes.add(change);
        touched.add(change.key());
    }

    void finish() {
        store.apply(List.copyOf(changes));
        changes.clear();
        touched.clear();
    }
}
