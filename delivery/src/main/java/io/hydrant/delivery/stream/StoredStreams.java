package io.hydrant.delivery.stream;

import io.hydrant.control.Resource;
import io.hydrant.control.ResourceKey;
import io.hydrant.control.ResourceStore;
import io.hydrant.delivery.plan.StreamId;
import io.hydrant.kernel.name.AccountId;
import io.hydrant.kernel.name.Region;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// All delivery streams, in the resource store and, for puts to find them fast, in memory.
///
/// Safe for use by many threads. Changes take turns, each durable before it is seen: the lock is
/// held during the write so that memory and store never differ. This process is the store's only
/// writer of delivery streams.
public final class StoredStreams {
    private static final Comparator<StreamId> ORDER =
            Comparator.comparing((StreamId id) -> id.account().value())
                    .thenComparing(id -> id.region().value())
                    .thenComparing(StreamId::name);

    /// No name sorts before it: `-` is the least of the characters allowed.
    private static final String FIRST_NAME = "-";

    private final ReentrantLock turn = new ReentrantLock();
    private final ConcurrentNavigableMap<StreamId, Entry> entries =
            new ConcurrentSkipListMap<>(ORDER);
    private final ResourceStore store;

    private StoredStreams(ResourceStore store) {
        this.store = store;
    }

    /// Reads every stream there is.
    public static StoredStreams open(ResourceStore store) {
        StoredStreams streams = new StoredStreams(store);
        for (ResourceKey key : store.keys(StoredForm.TYPE)) {
            store.find(key).ifPresent(streams::remember);
        }
        return streams;
    }

    public Optional<DeliveryStream> find(StreamId id) {
        return Optional.ofNullable(entries.get(id)).map(Entry::stream);
    }

    /// Every stream, in order of account, region and name.
    List<DeliveryStream> all() {
        return entries.values().stream().map(Entry::stream).toList();
    }

    /// The streams of an account in a region in order of their names. They are read while the
    /// result is consumed.
    ///
    /// @param afterName starts right after this name, which need not exist
    Stream<DeliveryStream> in(AccountId account, Region region, Optional<String> afterName) {
        StreamId start = new StreamId(account, region, afterName.orElse(FIRST_NAME));
        return entries.tailMap(start, afterName.isEmpty()).values().stream()
                .map(Entry::stream)
                .takeWhile(stream -> lives(stream.id(), account, region));
    }

    private static boolean lives(StreamId id, AccountId account, Region region) {
        return id.account().equals(account) && id.region().equals(region);
    }

    /// @throws StreamExists when the name is taken
    /// @throws StreamQuotaExceeded when there are that many streams in its region already
    DeliveryStream create(DeliveryStream stream, int streamsMax) {
        turn.lock();
        try {
            StreamId id = stream.id();
            if (entries.containsKey(id)) {
                throw new StreamExists(id);
            }
            List<String> names =
                    in(id.account(), id.region(), Optional.empty())
                            .map(other -> other.id().name())
                            .toList();
            if (names.size() >= streamsMax) {
                throw new StreamQuotaExceeded(streamsMax, names);
            }
            remember(store.create(StoredForm.key(id), StoredForm.write(stream)));
            return stream;
        } finally {
            turn.unlock();
        }
    }

    /// @param step makes the next state of the present one, or refuses by an exception
    /// @throws StreamNotFound when there is no such stream
    DeliveryStream change(StreamId id, UnaryOperator<DeliveryStream> step) {
        turn.lock();
        try {
            Entry before = entries.get(id);
            if (before == null) {
                throw new StreamNotFound(id);
            }
            DeliveryStream after = step.apply(before.stream());
            if (!after.equals(before.stream())) {
                remember(
                        store.update(
                                StoredForm.key(id), before.revision(), StoredForm.write(after)));
            }
            return after;
        } finally {
            turn.unlock();
        }
    }

    /// Removes a stream; nothing happens when it is not there.
    void remove(StreamId id) {
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

    private void remember(Resource resource) {
        DeliveryStream stream = StoredForm.read(resource);
        entries.put(stream.id(), new Entry(stream, resource.revision()));
    }

    private record Entry(DeliveryStream stream, long revision) {}
}
