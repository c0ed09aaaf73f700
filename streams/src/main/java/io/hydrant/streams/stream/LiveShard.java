package io.hydrant.streams.stream;

import io.hydrant.streams.log.Frame;
import io.hydrant.streams.log.LogPartition;
import io.hydrant.streams.log.LogPartition.Appended;
import io.hydrant.streams.shard.DataStreamId;
import io.hydrant.streams.shard.HashKeyRange;
import io.hydrant.streams.shard.Shard;
import io.hydrant.streams.shard.ShardId;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// A shard with its log. Whether it is closed is read from its stream, so that a whole resharding
/// shows at once. Safe for use by many threads.
final class LiveShard implements Shard {
    /// Looking for the horizon may read the disk.
    private static final Duration HORIZON_AGE_MAX = Duration.ofSeconds(1);

    private final LiveStream owner;
    private final StoredShard shard;
    private final LogPartition log;
    private final AppendGate gate;
    private volatile Horizon horizon = Horizon.UNKNOWN;

    LiveShard(LiveStream owner, StoredShard shard, LogPartition log) {
        this.owner = owner;
        this.shard = shard;
        this.log = log;
        this.gate = new AppendGate(shard.open());
    }

    @Override
    public DataStreamId stream() {
        return owner.id();
    }

    @Override
    public Instant streamCreated() {
        return owner.created();
    }

    @Override
    public ShardId id() {
        return shard.id();
    }

    @Override
    public HashKeyRange range() {
        return shard.range();
    }

    @Override
    public List<ShardId> parents() {
        return shard.parents();
    }

    @Override
    public Instant created() {
        return shard.created();
    }

    @Override
    public long createdSeconds() {
        return shard.createdSeconds();
    }

    @Override
    public Optional<Instant> closed() {
        return owner.closed(shard);
    }

    @Override
    public LogPartition log() {
        return log;
    }

    @Override
    public long horizonOffset() {
        Instant now = owner.now();
        Duration retention = owner.document().options().retention();
        Horizon known = horizon;
        if (!known.holds(now, retention)) {
            known = new Horizon(now, retention, horizonAt(now));
            horizon = known;
        }
        return Math.max(known.offset(), log.firstOffset());
    }

    /// The first frame that is within retention at an instant.
    long horizonAt(Instant now) {
        Instant oldest = now.minus(owner.document().options().retention());
        return oldest.isAfter(shard.created()) ? log.offsetAt(oldest) : log.firstOffset();
    }

    boolean isOf(LiveStream stream) {
        return owner == stream;
    }

    AppendGate gate() {
        return gate;
    }

    /// After the gate was shut: by what the stream has become meanwhile.
    void openOrCloseGate() {
        if (closed().isPresent()) {
            gate.close();
        } else {
            gate.reopen();
        }
    }

    /// Empty when the shard is closed.
    Optional<CompletableFuture<Appended>> append(Frame frame) {
        if (!gate.enter()) {
            return Optional.empty();
        }
        boolean underWay = false;
        try {
            CompletableFuture<Appended> appended = log.append(frame);
            appended.whenComplete((_, _) -> gate.leave());
            underWay = true;
            return Optional.of(appended);
        } finally {
            if (!underWay) {
                gate.leave();
            }
        }
    }

    /// @param at when it was looked for
    /// @param retention with which
    private record Horizon(Instant at, Duration retention, long offset) {
        static final Horizon UNKNOWN = new Horizon(Instant.MIN, Duration.ZERO, 0);

        boolean holds(Instant now, Duration wanted) {
            return retention.equals(wanted)
                    && !now.isBefore(at)
                    && now.isBefore(at.plus(HORIZON_AGE_MAX));
        }
    }
}
