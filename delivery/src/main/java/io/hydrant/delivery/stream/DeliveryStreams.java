package io.hydrant.delivery.stream;

import io.hydrant.delivery.pipeline.DeliveryEngine;
import io.hydrant.delivery.plan.StreamId;
import io.hydrant.delivery.stream.SourceRules.CreationContext;
import io.hydrant.kernel.name.AccountId;
import io.hydrant.kernel.name.Region;
import io.hydrant.streams.shard.ShardDirectory;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import software.amazon.awssdk.services.firehose.model.CreateDeliveryStreamRequest;
import software.amazon.awssdk.services.firehose.model.DeliveryStreamEncryptionConfigurationInput;
import software.amazon.awssdk.services.firehose.model.UpdateDestinationRequest;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/// The life of delivery streams: what users ask for is first stored, then carried out.
///
/// Every change has two halves. A call stores the wish (CREATING, DELETING, ENABLING ...) and
/// returns; [#settle] then brings the engine to it and stores the outcome. Settling may be repeated
/// at any time, so a crash between the halves is made good at the next [#open].
///
/// Safe for use by many threads. Settling one stream is done by one thread at a time: a lock is
/// held while the engine works, so that it sees a stream's changes in their order.
public final class DeliveryStreams {
    private static final Logger LOG = LoggerFactory.getLogger(DeliveryStreams.class);
    private static final int LOCKS = 64;

    private final List<ReentrantLock> settling =
            IntStream.range(0, LOCKS).mapToObj(_ -> new ReentrantLock()).toList();
    private final List<Consumer<StreamId>> goneListeners = new CopyOnWriteArrayList<>();
    private final StoredStreams stored;
    private final DeliveryEngine engine;
    private final ShardDirectory shards;
    private final TableRules tables;
    private final LifecycleSettings settings;

    private DeliveryStreams(
            StoredStreams stored,
            DeliveryEngine engine,
            Neighbours neighbours,
            LifecycleSettings settings) {
        this.stored = stored;
        this.engine = engine;
        this.shards = neighbours.shards();
        this.tables = neighbours.tables();
        this.settings = settings;
    }

    /// What delivery streams may refer to.
    ///
    /// @param shards the data streams that they may read from
    /// @param tables those that records are converted by
    public record Neighbours(ShardDirectory shards, TableRules tables) {}

    /// Starts every stream there is and finishes what a crash interrupted. When it returns, all
    /// active streams run.
    public static DeliveryStreams open(
            StoredStreams stored,
            DeliveryEngine engine,
            Neighbours neighbours,
            LifecycleSettings settings) {
        DeliveryStreams streams = new DeliveryStreams(stored, engine, neighbours, settings);
        for (DeliveryStream stream : stored.all()) {
            if (stream.status().running()) {
                engine.start(stream.plan());
            }
            streams.settle(stream.id());
        }
        return streams;
    }

    /// Stores a new stream in CREATING; it becomes ACTIVE in the background.
    ///
    /// @throws InvalidConfiguration when it breaks a rule or asks for what is not there yet
    /// @throws StreamExists when the name is taken
    /// @throws StreamQuotaExceeded when there are too many already
    public DeliveryStream create(StreamId id, CreateDeliveryStreamRequest wish) {
        DeliveryStream wished = NewStream.of(id, wish, new CreationContext(now(), shards, tables));
        DeliveryStream created = stored.create(wished, settings.streamsMax());
        settleInBackground(id);
        return created;
    }

    /// @throws StreamNotFound when there is no such stream
    public DeliveryStream get(StreamId id) {
        return stored.find(id).orElseThrow(() -> new StreamNotFound(id));
    }

    /// A stream that takes records.
    ///
    /// @throws StreamNotReady while it is being created
    /// @throws StreamNotFound when there is none, or it is deleted or failed
    public DeliveryStream writable(StreamId id) {
        DeliveryStream stream = get(id);
        return switch (stream.status()) {
            case ACTIVE -> stream;
            case CREATING -> throw new StreamNotReady(id);
            case CREATING_FAILED, DELETING, DELETING_FAILED -> throw new StreamNotFound(id);
        };
    }

    /// Names in alphabetical order, starting right after one.
    ///
    /// @param afterName empty to start at the first; need not exist
    /// @param wanted which streams are listed
    public StreamListing list(
            Home home, Optional<String> afterName, Predicate<DeliveryStream> wanted, int limit) {
        List<String> names =
                stored.in(home.account(), home.region(), afterName)
                        .filter(wanted)
                        .limit(limit + 1L)
                        .map(stream -> stream.id().name())
                        .toList();
        boolean more = names.size() > limit;
        return new StreamListing(more ? names.subList(0, limit) : names, more);
    }

    /// Where names are unique.
    public record Home(AccountId account, Region region) {}

    /// Stores the wish to delete a stream with all records that are not delivered yet; it goes in
    /// the background. Asking again is harmless.
    ///
    /// @throws StreamInUse while it is being created
    public void delete(StreamId id) {
        stored.change(
                id,
                stream -> {
                    if (!stream.status().deletable()) {
                        throw new StreamInUse(id, "is " + stream.status());
                    }
                    return stream.in(StreamStatus.DELETING);
                });
        settleInBackground(id);
    }

    /// Changes the destination; records put from now on are delivered by the new configuration.
    ///
    /// @throws VersionMismatch when the change was made from another version
    public void updateDestination(StreamId id, UpdateDestinationRequest wish) {
        ReentrantLock lock = lock(id);
        lock.lock();
        try {
            Instant now = now();
            S3Rules.Context context = new S3Rules.Context(id, now, tables);
            DeliveryStream updated =
                    stored.change(
                            id,
                            stream -> {
                                requireActive(stream);
                                return stream.with(
                                                stream.version()
                                                        .next(
                                                                DestinationChange.of(
                                                                        stream, wish, context)))
                                        .updatedAt(now);
                            });
            engine.update(updated.plan());
        } finally {
            lock.unlock();
        }
    }

    /// Stores the wish to encrypt, or to use another key; it is described as enabled in a moment.
    public void startEncryption(StreamId id, DeliveryStreamEncryptionConfigurationInput wish) {
        changeEncryption(id, encryption -> encryption.start(wish, id, now()));
    }

    public void stopEncryption(StreamId id) {
        changeEncryption(id, encryption -> encryption.stop(id, now()));
    }

    /// Adds tags and overwrites those of the same keys.
    ///
    /// @throws StreamLimitExceeded when there would be more than 50
    public void tag(StreamId id, Map<String, String> tags) {
        changeTags(id, present -> present.putAll(tags));
    }

    /// Removes tags; keys that are not there are passed over.
    public void untag(StreamId id, Set<String> keys) {
        changeTags(id, present -> present.keySet().removeAll(keys));
    }

    /// Calls back whenever a stream is gone for good.
    public void whenGone(Consumer<StreamId> listener) {
        goneListeners.add(listener);
    }

    private void changeEncryption(StreamId id, UnaryOperator<StreamEncryption> step) {
        stored.change(
                id,
                stream -> {
                    if (!(stream.source() instanceof StreamSource.DirectPut)) {
                        throw new InvalidConfiguration(SourceRules.NO_ENCRYPTION);
                    }
                    requireActive(stream);
                    return stream.with(step.apply(stream.encryption()));
                });
        settleInBackground(id);
    }

    private void changeTags(StreamId id, Consumer<SortedMap<String, String>> step) {
        stored.change(
                id,
                stream -> {
                    if (stream.status() == StreamStatus.DELETING) {
                        throw new StreamInUse(id, "is " + stream.status());
                    }
                    SortedMap<String, String> tags = new TreeMap<>(stream.tags());
                    step.accept(tags);
                    return stream.with(tags);
                });
    }

    private void settleInBackground(StreamId id) {
        settings.background()
                .execute(
                        () -> {
                            try {
                                settle(id);
                            } catch (RuntimeException e) {
                                LOG.error("{} is left as it is until the next start", id, e);
                            }
                        });
    }

    /// Brings the engine to what is stored of a stream, then stores that it is done.
    private void settle(StreamId id) {
        ReentrantLock lock = lock(id);
        lock.lock();
        try {
            Optional<DeliveryStream> found = stored.find(id);
            if (found.isPresent()) {
                settle(found.get());
            }
        } finally {
            lock.unlock();
        }
    }

    private void settle(DeliveryStream stream) {
        switch (stream.status()) {
            case CREATING -> finishCreation(stream);
            case DELETING -> finishDeletion(stream);
            case ACTIVE -> stored.change(stream.id(), s -> s.with(s.encryption().settled()));
            case CREATING_FAILED, DELETING_FAILED -> {}
        }
    }

    private void finishCreation(DeliveryStream stream) {
        try {
            engine.start(stream.plan());
        } catch (RuntimeException e) {
            LOG.error("{} could not be created", stream.id(), e);
            stored.change(stream.id(), s -> s.failed(StreamStatus.CREATING_FAILED, reason(e)));
            return;
        }
        stored.change(stream.id(), s -> s.in(StreamStatus.ACTIVE).with(s.encryption().settled()));
    }

    private void finishDeletion(DeliveryStream stream) {
        try {
            engine.delete(stream.id());
        } catch (RuntimeException e) {
            LOG.error("{} could not be deleted", stream.id(), e);
            stored.change(stream.id(), s -> s.failed(StreamStatus.DELETING_FAILED, reason(e)));
            return;
        }
        stored.remove(stream.id());
        goneListeners.forEach(listener -> listener.accept(stream.id()));
    }

    private static String reason(RuntimeException e) {
        return Optional.ofNullable(e.getMessage()).orElse(e.getClass().getSimpleName());
    }

    private static void requireActive(DeliveryStream stream) {
        if (stream.status() != StreamStatus.ACTIVE) {
            throw new StreamInUse(stream.id(), "is " + stream.status());
        }
    }

    private Instant now() {
        return settings.clock().instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private ReentrantLock lock(StreamId id) {
        return settling.get(Math.floorMod(id.hashCode(), LOCKS));
    }
}
