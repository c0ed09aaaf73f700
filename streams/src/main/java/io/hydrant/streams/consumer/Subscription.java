package io.hydrant.streams.consumer;

import io.hydrant.kernel.error.HydrantException;
import io.hydrant.streams.log.LogFailed;
import io.hydrant.streams.log.LogPartition;
import io.hydrant.streams.shard.ConsumerInUse;
import io.hydrant.streams.shard.DataStreamId;
import io.hydrant.streams.shard.DataStreamNotFound;
import io.hydrant.streams.shard.HashKeyRange;
import io.hydrant.streams.shard.Shard;
import io.hydrant.streams.shard.ShardDirectory;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/// One shard's records on their way to one consumer.
///
/// ```
/// claimed ──run()──▶ running ──▶ over
///    └──────end()─────────────────▲
/// ```
///
/// [#run] carries it on the calling thread and holds one event at a time, so a slow client slows
/// only itself. All other methods are for any thread.
public final class Subscription {
    private static final Logger LOG = LoggerFactory.getLogger(Subscription.class);

    /// After so long without records its buffers and files are given back.
    private static final Duration REST_AFTER = Duration.ofMillis(100);

    private final SubscriptionOrder order;
    private final Surroundings around;
    private final ConsumerMeter meter;
    private final CarryingThread thread = new CarryingThread();
    private final AtomicReference<Optional<Ending>> ending =
            new AtomicReference<>(Optional.empty());
    private final AtomicBoolean streamChanged = new AtomicBoolean(true);
    private final AtomicBoolean started = new AtomicBoolean();
    private final CountDownLatch over = new CountDownLatch(1);
    private final long claimedNanos;
    private volatile long millisBehind;

    Subscription(SubscriptionOrder order, Surroundings around, ConsumerMeter meter) {
        this.order = order;
        this.around = around;
        this.meter = meter;
        this.claimedNanos = around.nanos().getAsLong();
    }

    /// Sends events until the subscription ends; when it returns, the response is to be ended.
    ///
    /// @throws IOException when the client is gone, or was cut off because it does not read
    public void run(Subscriber subscriber) throws IOException {
        if (!started.compareAndSet(false, true)) {
            subscriber.begin();
            finish(ending.get().orElse(Ending.TAKEN_OVER), subscriber);
            return;
        }
        meter.started(this);
        try (ShardDirectory.Watch _ =
                        around.directory().watch(stream(), this::streamMayHaveChanged);
                ShardFeed feed =
                        new ShardFeed(
                                order.shard(), order.start(), around.clock(), around.limits())) {
            thread.write(subscriber::begin);
            carry(feed, subscriber);
        } catch (LogFailed e) {
            fail(e, subscriber);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the server stops: a plain end
        } finally {
            meter.ended(this);
            over.countDown();
        }
    }

    /// Ends it: at once while it waits, else when the write under way is done.
    void end(Ending reason) {
        ending.compareAndSet(Optional.empty(), Optional.of(reason));
        if (started.compareAndSet(false, true)) {
            over.countDown(); // it never ran
        }
        thread.wake();
    }

    /// Makes a write under way fail: for clients that do not read.
    void breakOff() {
        thread.breakOff();
    }

    /// Waits until nothing more is written.
    ///
    /// @return false when the time passed first
    boolean awaitOver(long nanos) throws InterruptedException {
        return over.await(nanos, TimeUnit.NANOSECONDS);
    }

    boolean isOver() {
        return over.getCount() == 0;
    }

    ConsumerArn consumer() {
        return order.consumer();
    }

    long ageNanos() {
        return around.nanos().getAsLong() - claimedNanos;
    }

    long millisBehind() {
        return millisBehind;
    }

    private void carry(ShardFeed feed, Subscriber subscriber)
            throws IOException, InterruptedException {
        Pace pace = new Pace(around.limits().heartbeat(), order.quotasHold(), now());
        boolean goesOn = true;
        while (goesOn) {
            Optional<Ending> reason = ending();
            if (reason.isPresent()) {
                finish(reason.get(), subscriber);
                return;
            }
            long quotaNanos = pace.untilReadyNanos(now());
            if (quotaNanos > 0) {
                thread.pause(Duration.ofNanos(quotaNanos));
            } else {
                goesOn = step(feed, pace, subscriber);
            }
        }
    }

    /// Sends an event, or waits for something to send.
    ///
    /// @return false when the shard has ended
    private boolean step(ShardFeed feed, Pace pace, Subscriber subscriber)
            throws IOException, InterruptedException {
        ShardFeed.Taken taken = feed.fill(subscriber);
        if (taken.records() > 0) {
            send(subscriber, feed.end(), taken);
            pace.sent(taken.bytes(), now());
            return true;
        }
        List<Shard> children = feed.exhausted() ? children() : List.of();
        if (!children.isEmpty()) {
            send(subscriber, new EventEnd(Optional.empty(), 0, children), taken);
            return false;
        }
        if (pace.untilDueNanos(now()) > 0) {
            await(feed, pace.untilDueNanos(now()));
            return true;
        }
        send(subscriber, feed.end(), taken);
        pace.sent(0, now());
        streamChanged.set(true); // look again, lest nobody told
        return true;
    }

    private void send(Subscriber subscriber, EventEnd end, ShardFeed.Taken taken)
            throws IOException {
        thread.write(() -> subscriber.send(end));
        millisBehind = end.millisBehindLatest();
        meter.sent(taken);
    }

    /// Waits for records, for the next event's time, or to be woken.
    private void await(ShardFeed feed, long untilDueNanos) throws InterruptedException {
        long leftNanos = Math.min(untilDueNanos, lifeNanos() - ageNanos());
        Duration left = Duration.ofNanos(Math.max(1, leftNanos));
        Duration first = left.compareTo(REST_AFTER) < 0 ? left : REST_AFTER;
        long tip = feed.tipOffset();
        LogPartition log = order.shard().log();
        if (!thread.awaitBeyond(log, tip, first) && first.compareTo(left) < 0) {
            feed.rest();
            thread.awaitBeyond(log, tip, left.minus(first));
        }
    }

    private Optional<Ending> ending() {
        if (ending.get().isPresent()) {
            return ending.get();
        }
        if (ageNanos() >= lifeNanos()) {
            return Optional.of(Ending.LIFE_OVER);
        }
        if (streamChanged.getAndSet(false) && !shardExists()) {
            return Optional.of(Ending.STREAM_GONE);
        }
        return Optional.empty();
    }

    private void finish(Ending reason, Subscriber subscriber) throws IOException {
        Optional<HydrantException> told =
                switch (reason) {
                    case LIFE_OVER, SERVER_STOPS -> Optional.empty();
                    case TAKEN_OVER -> Optional.of(takenOver());
                    case CONSUMER_GONE -> Optional.of(consumer().id().notFound());
                    case STREAM_GONE -> Optional.of(new DataStreamNotFound(stream()));
                };
        if (told.isPresent()) {
            thread.write(() -> subscriber.fail(told.get()));
        }
    }

    private ConsumerInUse takenOver() {
        return new ConsumerInUse(
                "Another subscription of consumer %s to shard %s took over."
                        .formatted(consumer(), order.shard().id()));
    }

    /// The log fails for readers of a stream that is deleted; anything else is a defect.
    private void fail(LogFailed failure, Subscriber subscriber) throws IOException {
        streamChanged.set(true);
        Optional<Ending> reason = ending();
        if (reason.isPresent()) {
            finish(reason.get(), subscriber);
            return;
        }
        LOG.error("subscription of {} to {} failed", consumer(), order.shard().id(), failure);
        thread.write(() -> subscriber.fail(failure));
    }

    private void streamMayHaveChanged() {
        streamChanged.set(true);
        thread.wake();
    }

    /// Whether the stream is there, not being deleted, and still has the shard.
    private boolean shardExists() {
        try {
            Shard shard = order.shard();
            ShardDirectory directory = around.directory();
            return directory.state(stream()).active()
                    && directory.shards(stream()).stream()
                            .anyMatch(
                                    other ->
                                            other.id().equals(shard.id())
                                                    && other.streamCreated()
                                                            .equals(shard.streamCreated()));
        } catch (DataStreamNotFound _) {
            return false;
        }
    }

    /// None in the moment between the closing of a shard and the opening of all its children.
    private List<Shard> children() {
        try {
            List<Shard> found =
                    around.directory().shards(stream()).stream()
                            .filter(other -> other.parents().contains(order.shard().id()))
                            .toList();
            return reaches(found, order.shard().range()) ? found : List.of();
        } catch (DataStreamNotFound _) {
            return List.of(); // the watch tells, too
        }
    }

    /// Whether both ends of a range are in some shard.
    private static boolean reaches(List<Shard> shards, HashKeyRange range) {
        return shards.stream().anyMatch(shard -> shard.range().contains(range.start()))
                && shards.stream().anyMatch(shard -> shard.range().contains(range.end()));
    }

    private DataStreamId stream() {
        return order.shard().stream();
    }

    private long lifeNanos() {
        return around.limits().life().toNanos();
    }

    private long now() {
        return around.nanos().getAsLong();
    }
}
