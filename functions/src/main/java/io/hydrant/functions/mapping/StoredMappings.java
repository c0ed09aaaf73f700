package io.hydrant.functions.mapping;

import io.hydrant.control.ResourceContent;
import io.hydrant.control.ResourceKey;
import io.hydrant.control.ResourceStore;
import io.hydrant.functions.function.FunctionReference.Home;
import io.hydrant.functions.refusal.Conflict;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;

/// All event source mappings, in memory and in the store, a row for each. Safe for use by many
/// threads: reads take no lock, changes are made one after the other.
final class StoredMappings {
    private static final String TYPE = "lambda.mapping";

    private final ReentrantLock turn = new ReentrantLock();
    private final ConcurrentHashMap<String, StoredMapping> mappings = new ConcurrentHashMap<>();
    private final ResourceStore store;

    private StoredMappings(ResourceStore store) {
        this.store = store;
    }

    static StoredMappings open(ResourceStore store) {
        StoredMappings mappings = new StoredMappings(store);
        for (ResourceKey key : store.keys(TYPE)) {
            store.find(key)
                    .map(MappingJson::read)
                    .ifPresent(mapping -> mappings.mappings.put(mapping.uuid(), mapping));
        }
        return mappings;
    }

    Optional<StoredMapping> find(String uuid) {
        return Optional.ofNullable(mappings.get(uuid));
    }

    /// Of an account in a region, in order of their names.
    List<StoredMapping> list(Home home) {
        return mappings.values().stream()
                .filter(mapping -> mapping.home().equals(home))
                .sorted(Comparator.comparing(StoredMapping::uuid))
                .toList();
    }

    /// Of all accounts and regions, in no order.
    Collection<StoredMapping> all() {
        return List.copyOf(mappings.values());
    }

    /// @throws Conflict when another one leads from the same source to the same function
    StoredMapping create(StoredMapping mapping) {
        turn.lock();
        try {
            requireOnly(mapping);
            store.create(key(mapping), content(mapping));
            mappings.put(mapping.uuid(), mapping.at(1));
            return mapping.at(1);
        } finally {
            turn.unlock();
        }
    }

    /// Replaces a mapping by what `step` makes of it.
    ///
    /// @param step refuses by throwing; nothing changes then
    /// @return the mapping as it is then; empty when there is none of this name
    /// @throws Conflict when another one leads from the same source to the same function
    Optional<StoredMapping> change(String uuid, UnaryOperator<StoredMapping> step) {
        turn.lock();
        try {
            StoredMapping before = mappings.get(uuid);
            if (before == null) {
                return Optional.empty();
            }
            StoredMapping after = step.apply(before);
            requireOnly(after);
            store.update(key(after), before.revision(), content(after));
            StoredMapping stored = after.at(before.revision() + 1);
            mappings.put(uuid, stored);
            return Optional.of(stored);
        } finally {
            turn.unlock();
        }
    }

    void remove(String uuid) {
        turn.lock();
        try {
            StoredMapping gone = mappings.get(uuid);
            if (gone != null) {
                store.delete(key(gone), gone.revision());
                mappings.remove(uuid);
            }
        } finally {
            turn.unlock();
        }
    }

    private void requireOnly(StoredMapping mapping) {
        String source = mapping.shape().eventSourceArn();
        String function = mapping.shape().functionArn();
        for (StoredMapping other : mappings.values()) {
            if (!other.uuid().equals(mapping.uuid())
                    && other.shape().eventSourceArn().equals(source)
                    && other.shape().functionArn().equals(function)) {
                throw new Conflict(
                        ("The event source arn (\" %s \") and function (\" %s \") provided mapping"
                                        + " already exists. Please update or delete the existing"
                                        + " mapping with UUID %s")
                                .formatted(source, name(function), other.uuid()));
            }
        }
    }

    /// The name in a function's ARN.
    private static String name(String arn) {
        return arn.split(":", -1)[6];
    }

    private static ResourceKey key(StoredMapping mapping) {
        return new ResourceKey(
                TYPE, mapping.home().account(), mapping.home().region(), mapping.uuid());
    }

    private static ResourceContent content(StoredMapping mapping) {
        return ResourceContent.of(MappingJson.write(mapping), mapping.tags());
    }
}
