package io.hydrant.streams.stream;

import io.hydrant.streams.shard.DataStreamId;
import io.hydrant.streams.shard.ShardDirectory.Watch;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// Who wants to know when a stream changes. Safe for use by many threads.
final class Watchers {
    private static final Logger LOG = LoggerFactory.getLogger(Watchers.class);

    private final Map<DataStreamId, List<Watcher>> watchers = new ConcurrentHashMap<>();

    Watch add(DataStreamId stream, Runnable changed) {
        Watcher watcher = new Watcher(changed);
        watchers.compute(
                stream,
                (_, present) -> {
                    List<Watcher> list = present == null ? new CopyOnWriteArrayList<>() : present;
                    list.add(watcher);
                    return list;
                });
        return () ->
                watchers.computeIfPresent(
                        stream,
                        (_, present) -> {
                            present.remove(watcher);
                            return present.isEmpty() ? null : present;
                        });
    }

    void tell(DataStreamId stream) {
        for (Watcher watcher : watchers.getOrDefault(stream, List.of())) {
            try {
                watcher.changed.run();
            } catch (RuntimeException e) {
                LOG.error("a watcher of {} failed", stream, e);
            }
        }
    }

    /// Has an identity, so that one callback can be added twice and removed once.
    private static final class Watcher {
        private final Runnable changed;

        Watcher(Runnable changed) {
            this.changed = changed;
        }
    }
}
