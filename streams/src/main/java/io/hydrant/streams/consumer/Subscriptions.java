package io.hydrant.streams.consumer;

import io.hydrant.kernel.telemetry.Telemetry;
import io.hydrant.streams.quota.CallRates;
import io.hydrant.streams.shard.ConsumerInUse;
import io.hydrant.streams.shard.ConsumerNotFound;
import io.hydrant.streams.shard.LimitExceeded;
import io.hydrant.streams.shard.ShardId;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// The subscriptions that are open: one per consumer and shard. Safe for use by many threads.
///
/// A virtual thread looks every few seconds for those whose client takes nothing although their
/// time is over, and for those that were claimed and never carried.
public final class Subscriptions implements AutoCloseable {
    private static final Duration PATROL_EVERY = Duration.ofSeconds(5);

    /// Source: Kinesis Data Streams API Reference, SubscribeToShard: one call a second per consumer
    /// and shard.
    private static final int CALLS_PER_SECOND = 1;

    private final ConcurrentMap<Place, Subscription> places = new ConcurrentHashMap<>();
    private final Map<ConsumerArn, ConsumerMeter> meters = new ConcurrentHashMap<>();
    private final Consumers consumers;
    private final Surroundings around;
    private final Telemetry telemetry;
    private final CallRates calls;
    private final Thread patrol;
    private volatile boolean closed;

    private Subscriptions(Consumers consumers, Surroundings around, Telemetry telemetry) {
        this.consumers = consumers;
        this.around = around;
        this.telemetry = telemetry;
        this.calls = new CallRates(around.clock());
        this.patrol = Thread.ofVirtual().name("subscription-patrol").unstarted(this::patrol);
    }

    /// Subscriptions of consumers that are removed end from now on.
    public static Subscriptions open(
            Consumers consumers, Surroundings around, Telemetry telemetry) {
        Subscriptions subscriptions = new Subscriptions(consumers, around, telemetry);
        consumers.whenEnding(subscriptions::endAllOf);
        subscriptions.patrol.start();
        return subscriptions;
    }

    /// Claims a consumer's place at a shard and ends the subscription that had it. When it returns,
    /// that one writes nothing more.
    ///
    /// @throws ConsumerNotFound when there is no such consumer
    /// @throws ConsumerInUse when it is not ACTIVE, or the place was claimed a moment ago
    /// @throws LimitExceeded when the place was asked for too often
    public Subscription claim(SubscriptionOrder order) {
        requireActive(order.consumer());
        Place place = new Place(order.consumer(), order.shard().id());
        if (order.quotasHold()) {
            countCall(place);
        }
        Subscription claimed = takePlace(place, order);
        try {
            requireActive(order.consumer()); // it may have gone before its place could be seen
        } catch (ConsumerNotFound | ConsumerInUse e) {
            claimed.end(Ending.CONSUMER_GONE);
            places.remove(place, claimed);
            forgetMeter(order.consumer());
            throw e;
        }
        if (closed) {
            claimed.end(Ending.SERVER_STOPS);
        }
        return claimed;
    }

    /// Ends all subscriptions, and waits for them a moment.
    @Override
    public void close() {
        closed = true;
        patrol.interrupt();
        endAndAwait(all(), Ending.SERVER_STOPS);
    }

    /// What the patrol does at each of its rounds.
    void lookAround() {
        long overdueNanos = around.limits().life().plus(around.limits().patience()).toNanos();
        for (Map.Entry<Place, Subscription> entry : places.entrySet()) {
            Subscription subscription = entry.getValue();
            if (subscription.ageNanos() > overdueNanos) {
                subscription.end(Ending.LIFE_OVER);
                subscription.breakOff();
            }
            if (subscription.isOver() && subscription.ageNanos() > takeOverNanos()) {
                places.remove(entry.getKey(), subscription);
            }
        }
    }

    private void patrol() {
        while (!closed) {
            try {
                Thread.sleep(PATROL_EVERY);
            } catch (InterruptedException _) {
                return; // closed
            }
            lookAround();
        }
    }

    private void countCall(Place place) {
        if (!calls.take(place.toString(), CALLS_PER_SECOND)) {
            throw new LimitExceeded("Rate exceeded for SubscribeToShard by " + place + ".");
        }
    }

    private Subscription takePlace(Place place, SubscriptionOrder order) {
        while (true) {
            Optional<Subscription> before = Optional.ofNullable(places.get(place));
            if (before.isPresent() && before.get().ageNanos() < takeOverNanos()) {
                throw new ConsumerInUse(
                        "Another active subscription exists for " + place + ". Try again later.");
            }
            Subscription next = new Subscription(order, around, meter(order.consumer()));
            boolean taken =
                    before.isEmpty()
                            ? places.putIfAbsent(place, next) == null
                            : places.replace(place, before.get(), next);
            if (taken) {
                before.ifPresent(old -> endAndAwait(List.of(old), Ending.TAKEN_OVER));
                return next;
            }
        }
    }

    private void requireActive(ConsumerArn arn) {
        ConsumerStatus status = consumers.get(arn).status();
        if (status != ConsumerStatus.ACTIVE) {
            throw new ConsumerInUse(
                    "Consumer %s is not ACTIVE, instead in state %s.".formatted(arn, status));
        }
    }

    private ConsumerMeter meter(ConsumerArn consumer) {
        return meters.computeIfAbsent(consumer, arn -> new ConsumerMeter(arn, telemetry));
    }

    private void endAllOf(ConsumerArn consumer) {
        List<Subscription> its = all().stream().filter(s -> s.consumer().equals(consumer)).toList();
        endAndAwait(its, Ending.CONSUMER_GONE);
        places.keySet().removeIf(place -> place.consumer().equals(consumer));
        forgetMeter(consumer);
    }

    private void forgetMeter(ConsumerArn consumer) {
        meters.remove(consumer);
        ConsumerMeter.forget(consumer, telemetry);
    }

    private List<Subscription> all() {
        return List.copyOf(places.values());
    }

    /// Lets them finish what they write and then say why they end; those that take too long are
    /// broken off.
    private void endAndAwait(List<Subscription> subscriptions, Ending reason) {
        subscriptions.forEach(subscription -> subscription.end(reason));
        try {
            awaitOver(subscriptions);
            subscriptions.forEach(Subscription::breakOff);
            awaitOver(subscriptions);
        } catch (InterruptedException e) {
            subscriptions.forEach(Subscription::breakOff);
            Thread.currentThread().interrupt();
        }
    }

    private void awaitOver(List<Subscription> subscriptions) throws InterruptedException {
        long untilNanos = System.nanoTime() + around.limits().patience().toNanos();
        for (Subscription subscription : subscriptions) {
            subscription.awaitOver(Math.max(0, untilNanos - System.nanoTime()));
        }
    }

    private long takeOverNanos() {
        return around.limits().takeOverAfter().toNanos();
    }

    private record Place(ConsumerArn consumer, ShardId shard) {
        @Override
        public String toString() {
            return "consumer " + consumer + " at " + shard;
        }
    }
}
