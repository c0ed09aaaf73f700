package io.hydrant.catalog.store;

import io.hydrant.control.NameRange;
import io.hydrant.control.Resource;
import io.hydrant.control.ResourceChange;
import io.hydrant.control.ResourceContent;
import io.hydrant.control.ResourceKey;
import io.hydrant.control.ResourceStore;
import io.hydrant.control.ResourceStoreException;
import io.hydrant.kernel.name.AccountId;
import io.hydrant.kernel.name.Region;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// The rows of all catalogs. Safe for use by many threads.
///
/// Who changes rows does so in [#change]: what it read is still so when it writes. Rows are not
/// kept in memory; a listing looks at names, and reads only what it returns.
public final class CatalogStore {
    private static final Logger LOG = LoggerFactory.getLogger(CatalogStore.class);
    private static final int CHUNK = 1_000;
    private static final int ANSWER_CHARS = 4 << 20;
    private static final int READ_TOGETHER = 8;
    private static final String NOTHING = "{}";

    private final ReentrantLock turn = new ReentrantLock();
    private final ResourceStore store;
    private final InstantSource clock;
    private final Supplier<String> ids;
    private final AtomicLong revision = new AtomicLong();

    private CatalogStore(ResourceStore store, InstantSource clock, Supplier<String> ids) {
        this.store = store;
        this.clock = clock;
        this.ids = ids;
    }

    /// Clears what was left when the process ended while something was being removed.
    ///
    /// @param ids never the same text twice, after a restart neither
    public static CatalogStore open(
            ResourceStore store, InstantSource clock, Supplier<String> ids) {
        CatalogStore rows = new CatalogStore(store, clock, ids);
        for (ResourceKey key : store.keys(EntityType.REMOVED.typeName())) {
            rows.clear(new CatalogScope(key.account(), key.region()), key.name());
        }
        return rows;
    }

    /// Why the rows cannot be read; empty when they can.
    public Optional<String> failure() {
        CatalogScope anyone = new CatalogScope(AccountId.DEFAULT, new Region("us-east-1"));
        try {
            store.find(anyone.key(EntityType.DATABASE, "default"));
            return Optional.empty();
        } catch (ResourceStoreException e) {
            return Optional.of(e.getMessage());
        }
    }

    public String newId() {
        return ids.get();
    }

    /// In milliseconds, as much as the protocol keeps.
    public Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /// Reads and writes while nobody else writes.
    public <T> T change(Supplier<T> step) {
        turn.lock();
        try {
            return step.get();
        } finally {
            turn.unlock();
        }
    }

    public Optional<Resource> find(ResourceKey key) {
        return store.find(key);
    }

    /// Reads rows until they have a few million characters together; at least one, so that every
    /// listing goes on.
    public Fitting read(CatalogScope scope, EntityType type, List<String> names) {
        List<Resource> rows = new ArrayList<>();
        int chars = 0;
        int at = 0;
        while (at < names.size() && chars < ANSWER_CHARS) {
            int end = Math.min(names.size(), at + READ_TOGETHER);
            for (Resource row : store.findAll(scope.of(type), names.subList(at, end))) {
                rows.add(row);
                chars += row.body().length();
            }
            at = end;
        }
        return new Fitting(rows, names.subList(at, names.size()));
    }

    /// Of all accounts and regions.
    public List<ResourceKey> keys(EntityType type) {
        return store.keys(type.typeName());
    }

    public void apply(List<ResourceChange> changes) {
        try {
            store.apply(changes);
        } finally {
            if (!changes.stream().allMatch(CatalogStore::addsPartition)) {
                revision.incrementAndGet();
            }
        }
    }

    private static boolean addsPartition(ResourceChange change) {
        return change instanceof ResourceChange.Create(ResourceKey key, ResourceContent _)
                && key.type().equals(EntityType.PARTITION.typeName());
    }

    /// Rises with each change, but not with partitions that are added: what was read after it was
    /// asked for holds as long as it stays the same.
    public long revision() {
        return revision.get();
    }

    /// The first names of a range that are wanted.
    public NamePage scan(Rows rows, int limit, Predicate<String> wanted) {
        List<String> found = new ArrayList<>();
        NameRange rest = rows.range();
        String last = rest.after();
        while (true) {
            List<String> chunk = store.names(rows.scope().of(rows.type()), rest, CHUNK);
            for (String name : chunk) {
                if (wanted.test(name)) {
                    if (found.size() == limit) {
                        return new NamePage(found, Optional.of(last));
                    }
                    found.add(name);
                    last = name;
                }
            }
            if (chunk.size() < CHUNK) {
                return new NamePage(found, Optional.empty());
            }
            rest = rest.startingAfter(chunk.getLast());
        }
    }

    /// Rows of one type in a range of names.
    public record Rows(CatalogScope scope, EntityType type, NameRange range) {}

    /// What a removal writes together with the end of the entity itself, so that [#clear] is done
    /// even if the process ends first.
    public static ResourceChange removal(CatalogScope scope, String id) {
        return new ResourceChange.Create(
                scope.key(EntityType.REMOVED, id), ResourceContent.of(NOTHING));
    }

    /// Removes what lies under a removed database or table, a thousand rows at a time. What cannot
    /// be removed now is when the store is opened next; nobody can reach it.
    public void clear(CatalogScope scope, String id) {
        try {
            clearTables(scope, id);
            discardUnder(scope, EntityType.VERSION, id);
            discardUnder(scope, EntityType.PARTITION, id);
            store.apply(List.of(new ResourceChange.Discard(scope.key(EntityType.REMOVED, id))));
        } catch (ResourceStoreException e) {
            LOG.warn("what lay under {} is not all cleared yet", id, e);
        }
    }

    private void clearTables(CatalogScope scope, String databaseId) {
        NameRange range = RowName.under(List.of(databaseId));
        List<Resource> chunk = store.list(scope.of(EntityType.TABLE), range, CHUNK);
        while (!chunk.isEmpty()) {
            List<ResourceChange> changes = new ArrayList<>();
            List<String> ids = chunk.stream().map(StoredJson::id).toList();
            for (Resource table : chunk) {
                changes.add(new ResourceChange.Discard(table.key()));
                changes.add(removal(scope, StoredJson.id(table)));
            }
            apply(changes);
            ids.forEach(id -> clear(scope, id));
            chunk = store.list(scope.of(EntityType.TABLE), range, CHUNK);
        }
    }

    private void discardUnder(CatalogScope scope, EntityType type, String id) {
        NameRange range = RowName.under(List.of(id));
        List<String> chunk = store.names(scope.of(type), range, CHUNK);
        while (!chunk.isEmpty()) {
            store.apply(
                    chunk.stream()
                            .<ResourceChange>map(
                                    name -> new ResourceChange.Discard(scope.key(type, name)))
                            .toList());
            chunk = store.names(scope.of(type), range, CHUNK);
        }
    }
}
