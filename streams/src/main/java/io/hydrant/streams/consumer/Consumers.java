package io.hydrant.streams.consumer;

import io.hydrant.control.ResourceStore;
import io.hydrant.streams.shard.ConsumerInUse;
import io.hydrant.streams.shard.ConsumerNotFound;
import io.hydrant.streams.shard.ConsumerRegistry;
import io.hydrant.streams.shard.DataStreamId;
import io.hydrant.streams.shard.LimitExceeded;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/// The life of registered consumers: what users ask for is first stored, then carried out.
///
/// A call stores the wish (CREATING, DELETING) and returns; the rest is done in the background and
/// may be repeated at any time, so a crash between the halves is made good at the next [#open].
/// Safe for use by many threads.
public final class Consumers implements ConsumerRegistry {
    private static final Logger LOG = LoggerFactory.getLogger(Consumers.class);

    private final List<Consumer<ConsumerArn>> endListeners = new CopyOnWriteArrayList<>();
    private final StoredConsumers stored;
    private final InstantSource clock;
    private final Executor background;

    private Consumers(StoredConsumers stored, InstantSource clock, Executor background) {
        this.stored = stored;
        this.clock = clock;
        this.background = background;
    }

    /// Reads every consumer there is and finishes what a crash interrupted.
    ///
    /// @param background carries out what users do not wait for; it may run tasks in any order and
    ///   at once, and drop them only when the server stops
    public static Consumers open(ResourceStore store, InstantSource clock, Executor background) {
        Consumers consumers = new Consumers(StoredConsumers.open(store), clock, background);
        consumers.stored.removeForgotten(consumers.now());
        for (RegisteredConsumer consumer : consumers.stored.all()) {
            consumers.settle(consumer.arn());
        }
        return consumers;
    }

    /// Calls back when a consumer is being removed: first it is no longer ACTIVE, then this is
    /// called, then it is gone. Calling back may block.
    public void whenEnding(Consumer<ConsumerArn> listener) {
        endListeners.add(listener);
    }

    /// Stores a new consumer in CREATING; it becomes ACTIVE in the background.
    ///
    /// @throws ConsumerInUse when the name is taken
    /// @throws LimitExceeded when the stream has too many, or too many are being created
    public RegisteredConsumer register(ConsumerId id, SortedMap<String, String> tags) {
        RegisteredConsumer created = stored.create(id, tags, now());
        settleInBackground(created.arn());
        return created;
    }

    /// @throws ConsumerNotFound when there is no such consumer
    public RegisteredConsumer get(ConsumerId id) {
        return stored.find(id).orElseThrow(id::notFound);
    }

    /// @throws ConsumerNotFound when there is none, or only another registration of its name
    public RegisteredConsumer get(ConsumerArn arn) {
        return stored.find(arn.id())
                .filter(consumer -> consumer.arn().equals(arn))
                .orElseThrow(() -> notFound(arn.toString()));
    }

    /// The consumers of a stream in order of their names.
    ///
    /// @param afterName starts right after this name, which need not exist
    public List<RegisteredConsumer> list(
            DataStreamId stream, Optional<String> afterName, int countMax) {
        return stored.of(stream)
                .filter(c -> afterName.isEmpty() || c.id().name().compareTo(afterName.get()) > 0)
                .limit(countMax)
                .toList();
    }

    /// Stores the wish to remove a consumer; it goes in the background, with its subscriptions.
    /// Asking again is harmless.
    ///
    /// @throws ConsumerNotFound when there is no such consumer
    public void deregister(ConsumerArn arn) {
        change(arn, consumer -> consumer.in(ConsumerStatus.DELETING));
        settleInBackground(arn);
    }

    @Override
    public int count(DataStreamId stream) {
        return Math.toIntExact(stored.of(stream).count());
    }

    @Override
    public void forget(DataStreamId stream) {
        for (RegisteredConsumer consumer : stored.of(stream).toList()) {
            stored.change(consumer.arn(), c -> c.in(ConsumerStatus.DELETING));
            settle(consumer.arn());
        }
    }

    @Override
    public SortedMap<String, String> tags(String consumerArn) {
        return get(parse(consumerArn)).tags();
    }

    @Override
    public void changeTags(String consumerArn, UnaryOperator<SortedMap<String, String>> step) {
        change(
                parse(consumerArn),
                consumer -> consumer.with(step.apply(new TreeMap<>(consumer.tags()))));
    }

    @Override
    public Optional<String> policy(String consumerArn) {
        return get(parse(consumerArn)).policy();
    }

    @Override
    public void changePolicy(String consumerArn, Optional<String> policy) {
        change(parse(consumerArn), consumer -> consumer.with(policy));
    }

    private void change(ConsumerArn arn, UnaryOperator<RegisteredConsumer> step) {
        if (stored.change(arn, step).isEmpty()) {
            throw notFound(arn.toString());
        }
    }

    private void settleInBackground(ConsumerArn arn) {
        background.execute(
                () -> {
                    try {
                        settle(arn);
                    } catch (RuntimeException e) {
                        LOG.error("{} is left as it is until the next start", arn, e);
                    }
                });
    }

    private void settle(ConsumerArn arn) {
        Optional<RegisteredConsumer> settled =
                stored.change(
                        arn,
                        consumer ->
                                consumer.status() == ConsumerStatus.CREATING
                                        ? consumer.in(ConsumerStatus.ACTIVE)
                                        : consumer);
        if (settled.isPresent() && settled.get().status() == ConsumerStatus.DELETING) {
            endListeners.forEach(listener -> listener.accept(arn));
            stored.remove(arn, now());
        }
    }

    private static ConsumerArn parse(String consumerArn) {
        return ConsumerArn.parse(consumerArn).orElseThrow(() -> notFound(consumerArn));
    }

    private static ConsumerNotFound notFound(String arn) {
        return new ConsumerNotFound("Consumer " + arn + " not found.");
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
