package io.hydrant.catalog;

import io.hydrant.control.NameRange;
import io.hydrant.control.Resource;
import io.hydrant.control.ResourceChange;
import io.hydrant.control.ResourceContent;
import io.hydrant.control.ResourceKey;
import io.hydrant.control.ResourceScope;
import io.hydrant.control.ResourceStore;

import java.util.List;
import java.util.Optional;

/// A store whose process ends before or after one of its changes. For one thread.
final class StoreThatEnds implements ResourceStore {
    private final ResourceStore kept;
    private int remaining;

    /// @param remaining places passed before the end; each change has one before and one after it
    StoreThatEnds(ResourceStore kept, int remaining) {
        this.kept = kept;
        this.remaining = remaining;
    }

    /// An Error, so that nothing handles it.
    static final class End extends Error {
        private static final long serialVersionUID = 1L;
    }

    private void pass() {
        if (remaining-- == 0) {
            throw new End();
        }
    }

    @Override
    public void apply(List<ResourceChange> changes) {
        pass();
        kept.apply(changes);
        pass();
    }

    @Override
    public Resource create(ResourceKey key, ResourceContent content) {
        return kept.create(key, content);
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
    public List<ResourceKey> keys(String type) {
        return kept.keys(type);
    }

    @Override
    public Resource update(ResourceKey key, long expectedRevision, ResourceContent content) {
        return kept.update(key, expectedRevision, content);
    }

    @Override
    public void delete(ResourceKey key, long expectedRevision) {
        kept.delete(key, expectedRevision);
    }

    @Override
    public void close() {
        kept.close();
    }
}
