package io.hydrant.control;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// A store for tests: keeps nothing beyond its own life. Safe for use by many threads.
public final class InMemoryResourceStore implements ResourceStore {
    private static final Comparator<ResourceKey> ORDER =
            Comparator.comparing(ResourceKey::type)
                    .thenComparing(key -> key.account().value())
                    .thenComparing(key -> key.region().value())
                    .thenComparing(ResourceKey::name);

    private final TreeMap<ResourceKey, Resource> resources = new TreeMap<>(ORDER);
    private final InstantSource clock;
    private boolean closed;

    public InMemoryResourceStore(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public synchronized Resource create(ResourceKey key, ResourceContent content) {
        checkOpen();
        if (resources.containsKey(key)) {
            throw new ResourceExists(key);
        }
        Instant now = clock.instant();
        Resource created = new Resource(key, content, 1, now, now);
        resources.put(key, created);
        return created;
    }

    @Override
    public synchronized Optional<Resource> find(ResourceKey key) {
        checkOpen();
        return Optional.ofNullable(resources.get(key));
    }

    @Override
    public synchronized List<Resource> list(ResourceScope scope, String afterName, int limit) {
        checkOpen();
        return resources.values().stream()
                .filter(resource -> resource.key().scope().equals(scope))
                .filter(resource -> resource.name().compareTo(afterName) > 0)
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized List<Resource> list(ResourceScope scope, NameRange range, int limit) {
        checkOpen();
        return resources.values().stream()
                .filter(resource -> resource.key().scope().equals(scope))
                .filter(resource -> resource.name().compareTo(range.after()) > 0)
                .filter(resource -> resource.name().compareTo(range.before()) < 0)
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized List<String> names(ResourceScope scope, NameRange range, int limit) {
        return list(scope, range, limit).stream().map(Resource::name).toList();
    }

    @Override
    public synchronized List<Resource> findAll(ResourceScope scope, List<String> names) {
        return names.stream().flatMap(name -> find(scope.key(name)).stream()).toList();
    }

    @Override
    public synchronized void apply(List<ResourceChange> changes) {
        checkOpen();
        TreeMap<ResourceKey, Resource> before = new TreeMap<>(resources);
        try {
            changes.forEach(this::apply);
        } catch (RuntimeException e) {
            resources.clear();
            resources.putAll(before);
            throw e;
        }
    }

    private void apply(ResourceChange change) {
        switch (change) {
            case ResourceChange.Create(ResourceKey key, ResourceContent content) ->
                    create(key, content);
            case ResourceChange.Update(
                            ResourceKey key,
                            long expectedRevision,
                            ResourceContent content) ->
                    update(key, expectedRevision, content);
            case ResourceChange.Delete(ResourceKey key, long expectedRevision) ->
                    delete(key, expectedRevision);
            case ResourceChange.Discard(ResourceKey key) -> resources.remove(key);
        }
    }

    @Override
    public synchronized List<ResourceKey> keys(String type) {
        checkOpen();
        return new ArrayList<>(resources.keySet())
                .stream().filter(key -> key.type().equals(type)).toList();
    }

    @Override
    public synchronized Resource update(
            ResourceKey key, long expectedRevision, ResourceContent content) {
        Resource before = expect(key, expectedRevision);
        Resource after =
                new Resource(key, content, expectedRevision + 1, before.created(), clock.instant());
        resources.put(key, after);
        return after;
    }

    @Override
    public synchronized void delete(ResourceKey key, long expectedRevision) {
        expect(key, expectedRevision);
        resources.remove(key);
    }

    @Override
    public synchronized void close() {
        closed = true;
    }

    private Resource expect(ResourceKey key, long revision) {
        checkOpen();
        Resource found = resources.get(key);
        if (found == null) {
            throw new ResourceMissing(key);
        }
        if (found.revision() != revision) {
            throw new RevisionConflict(key, revision, found.revision());
        }
        return found;
    }

    private void checkOpen() {
        if (closed) {
            throw new StoreFailed("resource store in memory is closed");
        }
    }
}
