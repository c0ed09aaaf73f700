package io.hydrant.streams.stream;

import io.hydrant.control.ResourceStore;
import io.hydrant.kernel.name.AccountId;
import io.hydrant.kernel.name.Region;
import io.hydrant.streams.log.StreamLog;
import io.hydrant.streams.shard.ConsumerRegistry;
import io.hydrant.streams.shard.DataStreamId;
import io.hydrant.streams.shard.DataStreamInUse;
import io.hydrant.streams.shard.DataStreamNotFound;
import io.hydrant.streams.shard.Shard;
import io.hydrant.streams.shard.ShardDirectory;
import io.hydrant.streams.shard.StreamState;
import io.hydrant.streams.shard.WritableStream;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The life of data streams: what users ask for is first stored, then carried out.
///
/// Every change has two halves. A call stores the wish (CREATING, UPDATING, DELETING) and returns;
/// settling then carries it out and stores the outcome. Settling may be repeated at any time, so a
/// crash or a failure between the halves is made good at the next [#open] or [#expire].
///
/// Safe for use by many threads. Settling one stream is done by one thread at a time: a lock is
/// held while the log and the store work.
public final class DataStreams implements ShardDirectory {
    private static final Logger LOG = LoggerFactory.getLogger(DataStreams.class);
    private static final int LOCKS = 64;

    private final List<ReentrantLock> settling =
            IntStream.range(0, LOCKS).mapToObj(_ -> new ReentrantLock()).toList();
    private final Watchers watchers = new Watchers();
    private final List<Consumer<DataStreamId>> goneListeners = new CopyOnWriteArrayList<>();
    private final StoredStreams stored;
    private final RunningStreams running;
    private final ConsumerRegistry consumers;
    private final StreamSettings settings;

    private DataStreams(
            StoredStreams stored,
            RunningStreams running,
            ConsumerRegistry consumers,
            StreamSettings settings) {
        this.stored = stored;
        this.running = running;
        this.consumers = consumers;
        this.settings = settings;
    }

    /// Opens every stream there is and finishes what a crash interrupted. When it returns, records
    /// can be read and written.
    public static DataStreams open(
            ResourceStore store,
            StreamLog log,
            ConsumerRegistry consumers,
            StreamSettings settings) {
        StoredStreams stored = StoredStreams.open(store, settings.shardsMax());
        RunningStreams running = new RunningStreams(stored, log, consumers, settings);
        DataStreams streams = new DataStreams(stored, running, consumers, settings);
        for (DataStream stream : stored.all()) {
            if (stream.takesRecords()) {
                running.reopen(stream);
            }
            streams.settleOrLeave(stream.id());
        }
        return streams;
    }

    /// @throws DataStreamNotFound when there is no such stream
    public DataStream get(DataStreamId id) {
        return stored.find(id).orElseThrow(() -> new DataStreamNotFound(id));
    }

    /// The streams of an account in a region in order of their names.
    ///
    /// @param afterName starts right after this name, which need not exist
    public Stream<DataStream> in(AccountId account, Region region, Optional<String> afterName) {
        return stored.in(account, region, afterName);
    }

    public ShardQuota quota(AccountId account, Region region) {
        return stored.quota(account, region);
    }

    /// Whether the service's quotas hold for all streams.
    public boolean quotasHold() {
        return settings.quotasHold();
    }

    /// Whether there is such a stream, and it asks for the service's quotas by its tag.
    public boolean asksForQuotas(DataStreamId id) {
        return stored.find(id).filter(DataStream::asksForQuotas).isPresent();
    }

    /// To the millisecond.
    public Instant now() {
        return settings.clock().instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /// Stores a new stream in CREATING; it becomes ACTIVE in the background.
    ///
    /// @throws io.hydrant.streams.shard.DataStreamExists when the name is taken
    /// @throws io.hydrant.streams.shard.LimitExceeded when a quota would not hold
    public DataStream create(NewStream wish) {
        DataStream created = stored.create(wish, now(), settings.quotasHold());
        settleInBackground(created.id());
        return created;
    }

    /// Stores the wish to delete a stream with all its records; it goes in the background. Asking
    /// again is harmless.
    ///
    /// @param withConsumers whether it is deleted though it has registered consumers
    /// @throws DataStreamInUse when it has, and is not to be
    public void delete(DataStreamId id, boolean withConsumers) {
        change(
                id,
                stream -> {
                    if (!withConsumers && consumers.count(id) > 0) {
                        throw new DataStreamInUse(
                                stream.described()
                                        + " has enhanced fan-out consumers registered. Delete them"
                                        + " first, or set EnforceConsumerDeletion.");
                    }
                    return stream.in(StreamStatus.DELETING);
                });
        watchers.tell(id);
    }

    /// Stores a change; what it asks for is carried out in the background.
    ///
    /// @param step makes the next state of the present one, or refuses by an exception
    /// @return the next state
    /// @throws DataStreamNotFound when there is no such stream
    public DataStream change(DataStreamId id, UnaryOperator<DataStream> step) {
        DataStream changed = stored.change(id, step, running::show);
        if (changed.status() != StreamStatus.ACTIVE) {
            settleInBackground(id);
        }
        return changed;
    }

    /// The same for steps that look at how many shards the account has.
    public DataStream change(DataStreamId id, BiFunction<DataStream, ShardQuota, DataStream> step) {
        return change(id, stream -> step.apply(stream, stored.quota(id.account(), id.region())));
    }

    /// A stream that takes records.
    ///
    /// @throws DataStreamInUse while it is being created
    /// @throws DataStreamNotFound when there is none, or it is being deleted
    public WritableStream writable(DataStreamId id) {
        Optional<LiveStream> live = running.find(id);
        if (live.isPresent() && live.get().document().takesRecords()) {
            return live.get();
        }
        DataStream found = get(id);
        if (found.status() == StreamStatus.CREATING) {
            throw found.inUse();
        }
        throw new DataStreamNotFound(id);
    }

    @Override
    public List<Shard> shards(DataStreamId id) {
        Optional<LiveStream> live = running.find(id);
        if (live.isPresent()) {
            return live.get().shards();
        }
        get(id);
        return List.of();
    }

    @Override
    public StreamState state(DataStreamId id) {
        DataStream stream = get(id);
        return new StreamState(stream.created(), stream.takesRecords(), stream.encrypted());
    }

    @Override
    public Watch watch(DataStreamId id, Runnable changed) {
        return watchers.add(id, changed);
    }

    /// Lets the log forget records that are past their retention, forgets closed shards that hold
    /// none any more, and tries again what failed in the background. To be called about once a
    /// minute.
    public void expire(Instant now) {
        for (DataStream stream : stored.all()) {
            DataStreamId id = stream.id();
            try {
                settle(id);
                tellIf(id, () -> running.expire(id, now));
            } catch (RuntimeException e) {
                LOG.error("{} is left as it is for now", id, e);
            }
        }
    }

    /// Calls back, on any thread, after a stream is gone for good; now and then more than once.
    public void whenGone(Consumer<DataStreamId> listener) {
        goneListeners.add(listener);
    }

    private void settleInBackground(DataStreamId id) {
        settings.background().execute(() -> settleOrLeave(id));
    }

    private void settleOrLeave(DataStreamId id) {
        try {
            settle(id);
        } catch (RuntimeException e) {
            LOG.error("{} is left as it is for now", id, e);
        }
    }

    private void settle(DataStreamId id) {
        tellIf(id, () -> stored.find(id).map(running::settle).orElse(false));
        if (stored.find(id).isEmpty()) {
            goneListeners.forEach(listener -> listener.accept(id));
        }
    }

    /// Works on a stream while no other thread does, and tells its watchers if that changed it.
    private void tellIf(DataStreamId id, BooleanSupplier work) {
        ReentrantLock lock = settling.get(Math.floorMod(id.hashCode(), LOCKS));
        lock.lock();
        boolean changed;
        try {
            changed = work.getAsBoolean();
        } finally {
            lock.unlock();
        }
        if (changed) {
            watchers.tell(id);
        }
    }
}
