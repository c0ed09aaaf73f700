package io.hydrant.streams.stream;

import io.hydrant.control.NameRange;
import io.hydrant.control.Resource;
import io.hydrant.control.ResourceChange;
import io.hydrant.control.ResourceContent;
import io.hydrant.control.ResourceKey;
import io.hydrant.control.ResourceScope;
import io.hydrant.control.ResourceStore;

import java.util.List;
import java.util.Optional;

/// A store that meets trouble before or after each change. For one thread.
final class FaultyStore implements ResourceStore {
    private final ResourceStore kept;
    private final Runnable trouble;

    /// @param trouble called before and after each change; throws when something goes wrong
    FaultyStore(ResourceStore kept, Runnable trouble) {
        this.kept = kept;
        this.trouble = trouble;
    }

    /// The process dies here. An Error, so that nothing handles it.
    static final class Crash extends Error {
        private static final long serialVersionUID = 1L;
    }

    /// Throws at the n-th call, once.
    static Runnable at(int call, Runnable thrower) {
        int[] remaining = {call};
        return () -> {
            if (remaining[0]-- == 0) {
                thrower.run();
            }
        };
    }

    @Override
    public Resource create(ResourceKey key, ResourceContent content) {
        trouble.run();
        Resource created = kept.create(key, content);
        trouble.run();
        return created;
    }

    @Override
    public Optional<Resource> find(ResourceKey key) {
        return kept.find(key);
    }

    @Override
    public List<Resource> list(ResourceScope scope, String afterName, int limit) {
        return kept.list(scope, afterName, limit);
    }

    @Override
    public List<Resource> list(ResourceScope scope, NameRange range, int limit) {
        return kept.list(scope, range, limit);
    }

    @Override
    public List<String> names(ResourceScope scope, NameRange range, int limit) {
        return kept.names(scope, range, limit);
    }

    @Override
    public List<Resource> findAll(ResourceScope scope, List<String> names) {
        return kept.findAll(scope, names);
    }

    @Override
    public void apply(List<ResourceChange> changes) {
        trouble.run();
        kept.apply(changes);
        trouble.run();
    }

    @Override
    public List<ResourceKey> keys(String type) {
        return kept.keys(type);
    }

    @Override
    public Resource update(ResourceKey key, long expectedRevision, ResourceContent content) {
        trouble.run();
        Resource updated = kept.update(key, expectedRevision, content);
        trouble.run();
        return updated;
    }

    @Override
    public void delete(ResourceKey key, long expectedRevision) {
        trouble.run();
        kept.delete(key, expectedRevision);
        trouble.run();
    }

    @Override
    public void close() {
        kept.close();
    }
}
