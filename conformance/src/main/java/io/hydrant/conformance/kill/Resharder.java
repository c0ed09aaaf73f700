package io.hydrant.conformance.kill;

import io.hydrant.conformance.process.Await;
import io.hydrant.conformance.stream.ShardGraph;

import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.KinesisException;
import software.amazon.awssdk.services.kinesis.model.LimitExceededException;
import software.amazon.awssdk.services.kinesis.model.ResourceInUseException;
import software.amazon.awssdk.services.kinesis.model.ScalingType;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.StreamStatus;

import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;

/// Splits and merges the shards of a stream at random moments, and audits them each time.
final class Resharder implements Runnable {
    private static final Duration PROGRESS_LIMIT = Duration.ofMinutes(5);
    private static final Duration ACTIVE_LIMIT = Duration.ofMinutes(2);
    private static final int SHARDS_MIN = 2;
    private static final int SHARDS_MAX = 9;
    private static final int SCALINGS_MAX = 9; // ten in 24 hours are allowed
    private static final int RETRY_MILLIS = 200;

    private final KinesisClient kinesis;
    private final String stream;
    private final StreamKillOptions options;
    private final Workload work;
    private final SplittableRandom random;
    private final Map<String, Integer> done = new TreeMap<>();
    private final List<String> violations = new ArrayList<>();
    private int audits;
    private volatile boolean busy;

    /// @param kinesis which makes one attempt only
    Resharder(
            KinesisClient kinesis,
            String stream,
            StreamKillOptions options,
            Workload work,
            SplittableRandom random) {
        this.kinesis = kinesis;
        this.stream = stream;
        this.options = options;
        this.work = work;
        this.random = random;
    }

    /// A change of shards that is possible now.
    private record Change(String name, Runnable call) {}

    @Override
    public void run() {
        try {
            for (int i = 0; i < options.reshardCount() && !work.failed(); i++) {
                double share = (i + random.nextDouble()) / (options.reshardCount() + 0.5);
                int accepted = (int) (share * options.run().recordCount());
                Await.until(
                        "the acceptance of " + accepted + " records",
                        PROGRESS_LIMIT,
                        () -> work.acceptedCount() >= accepted || work.failed());
                reshard();
            }
        } catch (RuntimeException e) {
            work.fail(e);
        } finally {
            busy = false;
        }
    }

    /// Whether a change is under way.
    boolean busy() {
        return busy;
    }

    /// Changes that took place, by operation.
    synchronized Map<String, Integer> done() {
        return new TreeMap<>(done);
    }

    synchronized int auditCount() {
        return audits;
    }

    synchronized List<String> violations() {
        return List.copyOf(violations);
    }

    /// To be called whenever the shards may have changed, or the server was started.
    void audit() {
        List<String> found = graph().audit();
        synchronized (this) {
            audits++;
            violations.addAll(found);
        }
    }

    private void reshard() {
        busy = true;
        String name = attempt();
        while (name.isEmpty() && !work.failed()) {
            Await.pause(RETRY_MILLIS);
            name = attempt();
        }
        synchronized (this) {
            done.merge(name, 1, Integer::sum);
        }
        audit();
        busy = false;
    }

    /// @return what was done; empty when nothing was
    private String attempt() {
        int shardsBefore = graph().shards().size();
        Change change = choose();
        try {
            change.call().run();
            awaitActive();
            return change.name();
        } catch (ResourceInUseException | LimitExceededException _) {
            awaitActive();
            return "";
        } catch (KinesisException e) {
            if (e.statusCode() < 500) {
                throw e; // the server found fault with a request that has none
            }
        } catch (SdkClientException _) {
            work.countRefusal("no answer to " + change.name());
        }
        awaitActive();
        return graph().shards().size() > shardsBefore ? change.name() : "";
    }

    private Change choose() {
        List<Shard> open = graph().open();
        int kind = random.nextInt(3);
        if (kind == 0 && scalings() < SCALINGS_MAX) {
            return scaling(open.size());
        }
        boolean split =
                open.size() <= SHARDS_MIN || open.size() < SHARDS_MAX && random.nextBoolean();
        return split ? split(open) : merge(open);
    }

    private synchronized int scalings() {
        return done.getOrDefault("UpdateShardCount", 0);
    }

    private Change split(List<Shard> open) {
        Shard shard = open.get(random.nextInt(open.size()));
        BigInteger first = ShardGraph.hashFirst(shard);
        BigInteger width = ShardGraph.hashLast(shard).subtract(first);
        BigInteger key =
                first.add(
                        width.multiply(BigInteger.valueOf(random.nextInt(10, 91)))
                                .divide(BigInteger.valueOf(100)));
        return new Change(
                "SplitShard",
                () ->
                        kinesis.splitShard(
                                split ->
                                        split.streamName(stream)
                                                .shardToSplit(shard.shardId())
                                                .newStartingHashKey(key.toString())));
    }

    private Change merge(List<Shard> open) {
        int left = random.nextInt(open.size() - 1);
        return new Change(
                "MergeShards",
                () ->
                        kinesis.mergeShards(
                                merge ->
                                        merge.streamName(stream)
                                                .shardToMerge(open.get(left).shardId())
                                                .adjacentShardToMerge(
                                                        open.get(left + 1).shardId())));
    }

    private Change scaling(int open) {
        int min = Math.max(SHARDS_MIN, (open + 1) / 2);
        int max = Math.min(SHARDS_MAX, 2 * open);
        int chosen = random.nextInt(min, max + 1);
        int other = chosen < max ? chosen + 1 : chosen - 1;
        int target = chosen == open ? other : chosen;
        return new Change(
                "UpdateShardCount",
                () ->
                        kinesis.updateShardCount(
                                update ->
                                        update.streamName(stream)
                                                .targetShardCount(target)
                                                .scalingType(ScalingType.UNIFORM_SCALING)));
    }

    private void awaitActive() {
        Await.until(stream + " being active", ACTIVE_LIMIT, () -> work.failed() || isActive());
    }

    private boolean isActive() {
        try {
            return kinesis.describeStreamSummary(describe -> describe.streamName(stream))
                            .streamDescriptionSummary()
                            .streamStatus()
                    == StreamStatus.ACTIVE;
        } catch (SdkException e) {
            requireAbsence(e);
            return false;
        }
    }

    /// A server that is being ended or started does not answer, or with a status of its own.
    private static void requireAbsence(SdkException e) {
        if (e instanceof KinesisException answered && answered.statusCode() < 500) {
            throw e;
        }
    }

    /// As soon as the server answers.
    private ShardGraph graph() {
        return Await.value(
                "a list of shards",
                ACTIVE_LIMIT,
                () -> {
                    try {
                        return Optional.of(ShardGraph.of(kinesis, stream));
                    } catch (SdkException e) {
                        requireAbsence(e);
                        return Optional.empty();
                    }
                });
    }
}
