package io.hydrant.delivery.stream;

import io.hydrant.control.NameRange;
import io.hydrant.control.Resource;
import io.hydrant.control.ResourceChange;
import io.hydrant.control.ResourceContent;
import io.hydrant.control.ResourceKey;
import io.hydrant.control.ResourceScope;
import io.hydrant.control.ResourceStore;

import java.util.List;
import java.util.Optional;

/// A store whose process may die before or after each change. For one thread.
final class CrashingStore implements ResourceStore {
    private final ResourceStore kept;
    private final CrashPoint crash;

    CrashingStore(ResourceStore kept, CrashPoint crash) {
        this.kept = kept;
        this.crash = crash;
    }

    /// Dies at the n-th place passed.
    static final class CrashPoint {
        private int remaining;

        CrashPoint(int remaining) {
            this.remaining = remaining;
        }

        void pass() {
            if (remaining-- == 0) {
                throw new SimulatedCrash();
            }
        }
    }

    @Override
    public Resource create(ResourceKey key, ResourceContent content) {
        crash.pass();
        Resource created = kept.create(key, content);
        crash.pass();
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
        crash.pass();
        kept.apply(changes);
        crash.pass();
    }

    @Override
    public List<ResourceKey> keys(String type) {
        return kept.keys(type);
    }

    @Override
    public Resource update(ResourceKey key, long expectedRevision, ResourceContent content) {
        crash.pass();
        Resource updated = kept.update(key, expectedRevision, content);
        crash.pass();
        return updated;
    }

    @Override
    public void delete(ResourceKey key, long expectedRevision) {
        crash.pass();
        kept.delete(key, expectedRevision);
        crash.pass();
    }

    @Override
    public void close() {
        kept.close();
    }
}
