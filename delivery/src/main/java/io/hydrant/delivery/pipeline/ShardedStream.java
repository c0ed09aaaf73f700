package io.hydrant.delivery.pipeline;

import io.hydrant.delivery.pipeline.DeliveryEngine.Accepted;
import io.hydrant.delivery.pipeline.LaneStatus.LastError;
import io.hydrant.delivery.plan.DataStreamSource;
import io.hydrant.delivery.plan.DeliveryPlan;
import io.hydrant.delivery.plan.StreamId;
import io.hydrant.delivery.source.ShardKey;
import io.hydrant.kernel.error.InvalidArgument;
import io.hydrant.streams.log.Frame;
import io.hydrant.streams.shard.DataStreamNotFound;
import io.hydrant.streams.shard.Shard;
import io.hydrant.streams.shard.ShardDirectory;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// A delivery stream that reads from a data stream: a lane per shard, each over the shard's own
/// log.
///
/// A thread of its own looks at the shards whenever they change and when a lane has finished, and
/// once a minute in any case. While the data stream is not there it waits for one of its name.
final class ShardedStream implements RunningStream {
    private static final Logger LOG = LoggerFactory.getLogger(ShardedStream.class);
    private static final Duration LOOK_EVERY = Duration.ofMinutes(1);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);
    private static final Duration LOOK_MAX = Duration.ofSeconds(5);

    private final StreamId id;
    private final DataStreamSource source;
    private final ShardDirectory directory;
    private final LaneEnvironment environment;
    private final StreamReport counts;
    private final ShardLanes lanes;
    private final Queue<ShardKey> finished = new ConcurrentLinkedQueue<>();
    private final Semaphore signal = new Semaphore(0);
    private final Thread thread;
    private volatile boolean stopping;
    private volatile Optional<String> trouble = Optional.empty();
    private volatile Optional<LastError> missing = Optional.empty();

    private ShardedStream(DeliveryPlan plan, DataStreamSource source, LaneEnvironment environment) {
        this.id = plan.stream();
        this.source = source;
        this.environment = environment;
        this.directory = environment.surroundings().shards();
        this.counts = environment.streamReport(plan);
        this.lanes = new ShardLanes(plan, environment, counts, this::finished);
        this.thread = Thread.ofVirtual().name("shards of " + id.name()).unstarted(this::run);
    }

    static ShardedStream start(
            DeliveryPlan plan, DataStreamSource source, LaneEnvironment environment) {
        ShardedStream stream = new ShardedStream(plan, source, environment);
        stream.counts.show(plan, () -> Optional.of(stream.standing(stream.lanes.statuses())));
        stream.thread.start();
        return stream;
    }

    @Override
    public Accepted append(Frame frame) {
        throw new InvalidArgument(
                "delivery stream " + id + " takes no puts: it reads from " + source.stream());
    }

    @Override
    public void change(DeliveryPlan next) {
        lanes.change(next);
    }

    @Override
    public Flush flush() {
        Flush flush = lanes.flush(listed().orElse(List.of()));
        wake();
        return flush;
    }

    @Override
    public StreamStatus status() throws InterruptedException {
        lanes.look().await(LOOK_MAX);
        List<Shard> listed = listed().orElse(List.of());
        return status(standing(lanes.statuses(listed, source.from())));
    }

    @Override
    public Optional<StreamStatus> snapshot() {
        return Optional.of(status(standing(lanes.statuses())));
    }

    @Override
    public Optional<String> trouble() {
        return trouble.or(lanes::trouble);
    }

    @Override
    public void stop() {
        stopping = true;
        wake();
        lanes.stop();
    }

    @Override
    public void join() {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        lanes.stop(); // those that were opened meanwhile
        lanes.join();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void forget() {
        counts.forget();
    }

    private void run() {
        ShardDirectory.Watch watch = directory.watch(source.stream(), this::wake);
        try (watch) {
            while (!stopping) {
                Duration pause = look() ? LOOK_EVERY : PAUSE_AFTER_FAILURE;
                if (finished.isEmpty()
                        && signal.tryAcquire(pause.toNanos(), TimeUnit.NANOSECONDS)) {
                    signal.drainPermits();
                }
            }
        } catch (InterruptedException _) {
            stopping = true;
            Thread.currentThread().interrupt();
        }
    }

    /// Brings the lanes to the shards there are.
    ///
    /// @return false when it has to be tried again soon
    private boolean look() {
        try {
            for (ShardKey key = finished.poll(); key != null; key = finished.poll()) {
                lanes.noteFinished(key);
            }
            listed().ifPresent(lanes::follow);
            trouble = Optional.empty();
            return true;
        } catch (RuntimeException e) {
            LOG.error("{} cannot follow the shards of {}, will try again", id, source.stream(), e);
            trouble = Optional.of(e.toString());
            return false;
        }
    }

    /// The shards there are: none when the data stream is not there; empty when it is being created
    /// or deleted, so that nothing can be said of its shards.
    private Optional<List<Shard>> listed() {
        try {
            List<Shard> shards = directory.shards(source.stream());
            missing = Optional.empty();
            return shards.isEmpty() ? Optional.empty() : Optional.of(shards);
        } catch (DataStreamNotFound e) {
            noteMissing(e);
            return Optional.of(List.of());
        }
    }

    private void noteMissing(DataStreamNotFound e) {
        if (missing.isEmpty()) {
            LOG.warn("{} waits for its source: {}", id, e.getMessage());
            missing =
                    Optional.of(
                            new LastError(
                                    "Kinesis.ResourceNotFoundException",
                                    e.getMessage(),
                                    environment.surroundings().clock().instant(),
                                    1));
        }
    }

    /// Called on the thread of the lane.
    private void finished(ShardKey key) {
        finished.add(key);
        wake();
    }

    private void wake() {
        signal.release();
    }

    private LaneStatus standing(List<LaneStatus> ofLanes) {
        return LaneStatus.together(ofLanes, environment.surroundings().clock().instant())
                .or(missing)
                .or(counts.recentLoss());
    }

    private StreamStatus status(LaneStatus standing) {
        return new StreamStatus(
                id,
                lanes.versionId(),
                standing,
                counts.recordsRead(),
                counts.bytesRead(),
                counts.recordsDelivered(),
                counts.objectsDelivered());
    }
}
