package io.hydrant.streams.stream;

import io.hydrant.control.Resource;
import io.hydrant.control.ResourceContent;
import io.hydrant.control.ResourceKey;
import io.hydrant.control.ResourceStore;
import io.hydrant.control.ResourceStoreException;
import io.hydrant.kernel.name.AccountId;
import io.hydrant.kernel.name.Region;
import io.hydrant.streams.shard.DataStreamExists;
import io.hydrant.streams.shard.DataStreamId;
import io.hydrant.streams.shard.DataStreamNotFound;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// All data streams, in the resource store and, to be found fast, in memory.
///
/// Safe for use by many threads. Changes take turns, each durable before it is seen: the lock is
/// held during the write so that memory and store never differ, and so that quotas over several
/// streams hold. This process is the store's only writer of data streams.
final class StoredStreams {
    private static final Comparator<DataStreamId> ORDER =
            Comparator.comparing((DataStreamId id) -> id.account().value())
                    .thenComparing(id -> id.region().value())
                    .thenComparing(DataStreamId::name);

    /// No name sorts before it: `-` is the least of the characters allowed.
    private static final String FIRST_NAME = "-";

    private final ReentrantLock turn = new ReentrantLock();
    private final ConcurrentNavigableMap<DataStreamId, Entry> entries =
            new ConcurrentSkipListMap<>(ORDER);
    private final ResourceStore store;
    private final int shardsMax;

    private StoredStreams(ResourceStore store, int shardsMax) {
        this.store = store;
        this.shardsMax = shardsMax;
    }

    /// Reads every stream there is.
    ///
    /// @param shardsMax open shards of an account in a region
    static StoredStreams open(ResourceStore store, int shardsMax) {
        StoredStreams streams = new StoredStreams(store, shardsMax);
        for (ResourceKey key : store.keys(StoredForm.TYPE)) {
            store.find(key).ifPresent(streams::remember);
        }
        return streams;
    }

    Optional<DataStream> find(DataStreamId id) {
        return Optional.ofNullable(entries.get(id)).map(Entry::stream);
    }

    /// Every stream, in order of account, region and name.
    List<DataStream> all() {
        return entries.values().stream().map(Entry::stream).toList();
    }

    /// The streams of an account in a region in order of their names. They are read while the
    /// result is consumed.
    ///
    /// @param afterName starts right after this name, which need not exist
    Stream<DataStream> in(AccountId account, Region region, Optional<String> afterName) {
        DataStreamId start = new DataStreamId(account, region, afterName.orElse(FIRST_NAME));
        return entries.tailMap(start, afterName.isEmpty()).values().stream()
                .map(Entry::stream)
                .takeWhile(
                        stream ->
                                stream.id().account().equals(account)
                                        && stream.id().region().equals(region));
    }

    /// Changes cannot come in between when a step of [#change] asks.
    ShardQuota quota(AccountId account, Region region) {
        int open =
                in(account, region, Optional.empty())
                        .mapToInt(stream -> stream.shards().openCount())
                        .sum();
        return new ShardQuota(account, region, open, shardsMax);
    }

    /// @param serviceQuotas whether the service's own quotas hold too
    /// @throws DataStreamExists when the name is taken
    /// @throws io.hydrant.streams.shard.LimitExceeded when a quota would not hold
    DataStream create(NewStream wish, Instant now, boolean serviceQuotas) {
        turn.lock();
        try {
            DataStreamId id = wish.id();
            if (entries.containsKey(id)) {
                throw new DataStreamExists(DataStream.described(id) + " already exists.");
            }
            quota(id.account(), id.region()).require(wish.shardCount());
            if (serviceQuotas) {
                wish.requireServiceQuotas(in(id.account(), id.region(), Optional.empty()));
            }
            DataStream stream = wish.at(now);
            remember(store.create(StoredForm.key(id), StoredForm.write(stream)));
            return stream;
        } finally {
            turn.unlock();
        }
    }

    /// @param step makes the next state of the present one, or refuses by an exception
    /// @param seen told of the next state once it is durable, before anybody else
    /// @throws DataStreamNotFound when there is no such stream
    DataStream change(DataStreamId id, UnaryOperator<DataStream> step, Consumer<DataStream> seen) {
        turn.lock();
        try {
            Entry before = entries.get(id);
            if (before == null) {
                throw new DataStreamNotFound(id);
            }
            DataStream after = step.apply(before.stream());
            if (!after.equals(before.stream())) {
                Resource kept = update(id, before.revision(), StoredForm.write(after));
                seen.accept(after);
                entries.put(id, new Entry(after, kept.revision()));
            }
            return after;
        } finally {
            turn.unlock();
        }
    }

    /// Removes a stream; nothing happens when it is not there.
    void remove(DataStreamId id) {
        turn.lock();
        try {
            Entry entry = entries.get(id);
            if (entry != null) {
                store.delete(StoredForm.key(id), entry.revision());
                entries.remove(id);
            }
        } finally {
            turn.unlock();
        }
    }

    /// An update that failed may have been kept all the same; then it counts.
    private Resource update(DataStreamId id, long revision, ResourceContent content) {
        try {
            return store.update(StoredForm.key(id), revision, content);
        } catch (ResourceStoreException e) {
            Optional<Resource> kept = lookUp(id);
            if (kept.isPresent()
                    && kept.get().revision() == revision + 1
                    && kept.get().content().equals(content)) {
                return kept.get();
            }
            throw e;
        }
    }

    private Optional<Resource> lookUp(DataStreamId id) {
        try {
            return store.find(StoredForm.key(id));
        } catch (ResourceStoreException e) {
            return Optional.empty();
        }
    }

    private void remember(Resource resource) {
        DataStream stream = StoredForm.read(resource);
        entries.put(stream.id(), new Entry(stream, resource.revision()));
    }

    private record Entry(DataStream stream, long revision) {}
}
