package io.hydrant.streams.consumer;

import io.hydrant.control.ResourceKey;
import io.hydrant.control.ResourceStore;
import io.hydrant.streams.shard.ConsumerInUse;
import io.hydrant.streams.shard.DataStreamId;
import io.hydrant.streams.shard.LimitExceeded;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// All registered consumers, in the resource store and, for subscriptions to find them fast, in
/// memory.
///
/// Safe for use by many threads. Changes take turns, each durable before it is seen: the lock is
/// held during the write so that memory and store never differ. This process is the store's only
/// writer of consumers.
final class StoredConsumers {
    /// Source: Kinesis Data Streams quotas.
    static final int PER_STREAM_MAX = 20;

    static final int CREATING_MAX = 5;

    private final ReentrantLock turn = new ReentrantLock();
    private final ConcurrentNavigableMap<ConsumerId, Entry> entries = new ConcurrentSkipListMap<>();
    private final ResourceStore store;

    private StoredConsumers(ResourceStore store) {
        this.store = store;
    }

    static StoredConsumers open(ResourceStore store) {
        StoredConsumers consumers = new StoredConsumers(store);
        for (ResourceKey key : store.keys(StoredForm.TYPE)) {
            store.find(key)
                    .ifPresent(
                            found -> consumers.remember(StoredForm.read(found), found.revision()));
        }
        return consumers;
    }

    Optional<RegisteredConsumer> find(ConsumerId id) {
        return Optional.ofNullable(entries.get(id))
                .map(Entry::consumer)
                .filter(consumer -> consumer.status() != ConsumerStatus.GONE);
    }

    List<RegisteredConsumer> all() {
        return visible(entries).toList();
    }

    /// Of one stream, in order of their names.
    Stream<RegisteredConsumer> of(DataStreamId stream) {
        // `-` is the least of the characters allowed
        return visible(entries.tailMap(new ConsumerId(stream, "-")))
                .takeWhile(consumer -> consumer.id().stream().equals(stream));
    }

    private static Stream<RegisteredConsumer> visible(Map<ConsumerId, Entry> some) {
        return some.values().stream()
                .map(Entry::consumer)
                .filter(consumer -> consumer.status() != ConsumerStatus.GONE);
    }

    /// Stores a new consumer in CREATING.
    ///
    /// @throws ConsumerInUse when the name is taken
    /// @throws LimitExceeded when the stream has too many, or too many are being created
    RegisteredConsumer create(ConsumerId id, SortedMap<String, String> tags, Instant now) {
        turn.lock();
        try {
            requireFree(id);
            removeForgotten(now);
            Optional<Entry> gone = Optional.ofNullable(entries.get(id));
            long seconds =
                    Math.max(
                            now.getEpochSecond(),
                            gone.map(entry -> entry.consumer().arn().seconds() + 1).orElse(0L));
            RegisteredConsumer created =
                    new RegisteredConsumer(
                            new ConsumerArn(id, seconds),
                            ConsumerStatus.CREATING,
                            now,
                            tags,
                            Optional.empty());
            if (gone.isPresent()) {
                replace(gone.get(), created);
            } else {
                remember(
                        created,
                        store.create(StoredForm.key(id), StoredForm.write(created)).revision());
            }
            return created;
        } finally {
            turn.unlock();
        }
    }

    /// @param step makes the next state of the present one, or refuses by an exception
    /// @return empty when there is no such consumer
    Optional<RegisteredConsumer> change(ConsumerArn arn, UnaryOperator<RegisteredConsumer> step) {
        turn.lock();
        try {
            Optional<Entry> before = entry(arn);
            if (before.isEmpty()) {
                return Optional.empty();
            }
            RegisteredConsumer after = step.apply(before.get().consumer());
            if (!after.equals(before.get().consumer())) {
                replace(before.get(), after);
            }
            return Optional.of(after);
        } finally {
            turn.unlock();
        }
    }

    /// Removes a consumer; nothing happens when it is not there. Should its ARN be able to come up
    /// again, it is remembered as [ConsumerStatus#GONE].
    void remove(ConsumerArn arn, Instant now) {
        turn.lock();
        try {
            Optional<Entry> found = entry(arn);
            if (found.isEmpty()) {
                return;
            }
            if (now.getEpochSecond() <= arn.seconds()) {
                replace(found.get(), found.get().consumer().in(ConsumerStatus.GONE));
            } else {
                erase(found.get());
            }
        } finally {
            turn.unlock();
        }
    }

    /// Erases what was remembered only for its ARN and can no longer be confused.
    void removeForgotten(Instant now) {
        turn.lock();
        try {
            for (Entry entry : entries.values()) {
                if (entry.consumer().status() == ConsumerStatus.GONE
                        && entry.consumer().arn().seconds() < now.getEpochSecond()) {
                    erase(entry);
                }
            }
        } finally {
            turn.unlock();
        }
    }

    private void requireFree(ConsumerId id) {
        DataStreamId stream = id.stream();
        String account = stream.account().value();
        if (find(id).isPresent()) {
            throw new ConsumerInUse(
                    "Consumer %s under stream %s already exists for account %s."
                            .formatted(id.name(), stream.name(), account));
        }
        List<RegisteredConsumer> others = of(stream).toList();
        if (others.size() >= PER_STREAM_MAX) {
            throw new LimitExceeded(
                    "Stream %s under account %s has %d registered consumers, the most a stream can have."
                            .formatted(stream.name(), account, others.size()));
        }
        long creating = others.stream().filter(c -> c.status() == ConsumerStatus.CREATING).count();
        if (creating >= CREATING_MAX) {
            throw new LimitExceeded(
                    "Stream %s under account %s has %d consumers in CREATING, the most at a time."
                            .formatted(stream.name(), account, creating));
        }
    }

    private Optional<Entry> entry(ConsumerArn arn) {
        return Optional.ofNullable(entries.get(arn.id()))
                .filter(entry -> entry.consumer().arn().equals(arn))
                .filter(entry -> entry.consumer().status() != ConsumerStatus.GONE);
    }

    private void replace(Entry before, RegisteredConsumer after) {
        remember(
                after,
                store.update(StoredForm.key(after.id()), before.revision(), StoredForm.write(after))
                        .revision());
    }

    private void erase(Entry entry) {
        store.delete(StoredForm.key(entry.consumer().id()), entry.revision());
        entries.remove(entry.consumer().id());
    }

    private void remember(RegisteredConsumer consumer, long revision) {
        entries.put(consumer.id(), new Entry(consumer, revision));
    }

    private record Entry(RegisteredConsumer consumer, long revision) {}
}
