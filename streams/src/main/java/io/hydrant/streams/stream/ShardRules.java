package io.hydrant.streams.stream;

import io.hydrant.streams.shard.HashKey;
import io.hydrant.streams.shard.InvalidStreamArgument;
import io.hydrant.streams.shard.LimitExceeded;
import io.hydrant.streams.shard.ShardId;
import io.hydrant.streams.shard.ShardNotFound;

import java.math.BigInteger;
import java.time.Instant;

/// What splitting, merging and scaling must obey. Each gives the stream in UPDATING, with what is
/// to be done to its shards.
///
/// Source: Kinesis Data Streams API Reference; texts and their order as emulators copied them from
/// the service.
public final class ShardRules {
    /// Source: Kinesis Data Streams API Reference, UpdateShardCount.
    private static final int SHARDS_OF_STREAM_MAX = 10_000;

    private static final int SCALINGS_MAX = 10;

    private ShardRules() {}

    /// @param at where the upper child is to start
    public static DataStream split(
            DataStream stream, ShardQuota quota, ShardId shard, BigInteger at) {
        stream.requireProvisioned();
        StoredShard parent = existing(stream, shard);
        quota.require(1);
        BigInteger start = parent.range().start().toBigInteger();
        BigInteger end = parent.range().end().toBigInteger();
        if (at.compareTo(start.add(BigInteger.ONE)) <= 0 || at.compareTo(end) >= 0) {
            throw new InvalidStreamArgument(
                    ("NewStartingHashKey %s used in SplitShard() on shard %s in stream %s under"
                         + " account %s is not both greater than one plus the shard's"
                         + " StartingHashKey %s and less than the shard's EndingHashKey %s.")
                            .formatted(
                                    at,
                                    shard,
                                    stream.id().name(),
                                    stream.id().account(),
                                    start,
                                    end));
        }
        requireOpen(stream, parent);
        return updating(stream, new Reshard.Split(shard, HashKey.of(at)));
    }

    /// @param shard the lower of the two
    public static DataStream merge(DataStream stream, ShardId shard, ShardId adjacent) {
        stream.requireProvisioned();
        StoredShard lower = existing(stream, shard);
        StoredShard upper = existing(stream, adjacent);
        if (!EvenRanges.adjacent(lower.range(), upper.range())) {
            throw new InvalidStreamArgument(
                    ("Shards %s and %s in stream %s under account %s are not an adjacent pair "
                                    + "of shards eligible for merging")
                            .formatted(shard, adjacent, stream.id().name(), stream.id().account()));
        }
        requireOpen(stream, lower);
        requireOpen(stream, upper);
        return updating(stream, new Reshard.Merge(shard, adjacent));
    }

    public static DataStream scale(
            DataStream stream, ShardQuota quota, int shardCount, Instant now) {
        stream.requireProvisioned();
        stream.requireActive();
        int open = stream.shards().openCount();
        requireStep(open, shardCount);
        quota.require(shardCount - open);
        Capacity capacity =
                stream.capacity()
                        .scaledAt(
                                RecentCalls.with(
                                        stream.capacity().scalings(),
                                        now,
                                        SCALINGS_MAX,
                                        ("%s was scaled %d times in the last 24 hours, which "
                                                        + "is the limit.")
                                                .formatted(stream.described(), SCALINGS_MAX)));
        return updating(stream.with(capacity), new Reshard.Scale(shardCount));
    }

    private static void requireStep(int open, int target) {
        String counts =
                " Current open shard count: %d Target shard count: %d".formatted(open, target);
        if (target == open) {
            throw new InvalidStreamArgument(
                    "UpdateShardCount needs another shard count than the current one." + counts);
        }
        if (target > SHARDS_OF_STREAM_MAX) {
            throw new LimitExceeded(
                    "UpdateShardCount cannot scale a stream to more than %d shards."
                                    .formatted(SHARDS_OF_STREAM_MAX)
                            + counts);
        }
        if (target > 2L * open) {
            throw new LimitExceeded(
                    "UpdateShardCount cannot scale up over double your current open shard count."
                            + counts);
        }
        if (2L * target < open) {
            throw new LimitExceeded(
                    "UpdateShardCount cannot scale down below half your current open shard count."
                            + counts);
        }
    }

    private static DataStream updating(DataStream stream, Reshard wish) {
        stream.requireActive();
        return stream.with(stream.shards().wishing(wish)).in(StreamStatus.UPDATING);
    }

    private static StoredShard existing(DataStream stream, ShardId shard) {
        return stream.shards()
                .find(shard)
                .orElseThrow(() -> ShardNotFound.changing(stream.id(), shard.toString()));
    }

    private static void requireOpen(DataStream stream, StoredShard shard) {
        if (!shard.open()) {
            throw new InvalidStreamArgument(
                    ("Shard %s in stream %s under account %s has already been merged or "
                                    + "split, and thus is not eligible for merging or splitting.")
                            .formatted(shard.id(), stream.id().name(), stream.id().account()));
        }
    }
}
