package io.hydrant.delivery.pipeline;

import io.hydrant.delivery.jq.MetadataQuery;
import io.hydrant.delivery.jq.QueryResult;
import io.hydrant.delivery.ledger.Intent;
import io.hydrant.delivery.ledger.Refusals.Reason;
import io.hydrant.delivery.ledger.Rendering;
import io.hydrant.delivery.ledger.Track;
import io.hydrant.delivery.plan.DeliveryPlan;
import io.hydrant.kernel.telemetry.Labels;
import io.hydrant.kernel.telemetry.Telemetry;
import io.hydrant.kernel.telemetry.Telemetry.Timer;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// The partitions of a delivery stream that hold records which are not delivered yet, over all of
/// its lanes. Their number is limited. Safe for use by many threads.
///
/// A partition is active from its first record until its last object is committed. The lock is
/// never held during I/O.
///
/// The limit is for the partitions of one configuration that began since the lane was opened. What
/// a former configuration left, and objects that were on their way when the lane was opened, hold
/// up nobody: else records of partitions that are active already would be refused after an update,
/// or after a restart while the store is down.
///
/// Source: Firehose quotas, active partitions.
final class ActivePartitions {
    /// How long the limit counts as exceeded after a record was refused: the service tells it once
    /// a minute.
    private static final Duration EXCEEDED_SHOWN = Duration.ofMinutes(1);

    /// Times are taken of one query in so many: measuring takes longer than some of them.
    private static final int QUERIES_PER_TIME = 16;

    private static final Timer NOWHERE = _ -> {};

    /// Records up to this size are copied into one array before they are looked at.
    private static final int SCRATCH_BYTES_MAX = 64 << 10;

    private final int max;
    private final InstantSource clock;
    private final Timer queryTimes;
    private final LongAdder recordsRefused = new LongAdder();
    private final Set<Share> shares = ConcurrentHashMap.newKeySet();
    private volatile Instant lastRefusal = Instant.EPOCH;

    /// How many buffers and objects each has. Guarded by this object's monitor, as all changes.
    private final Map<Active, Integer> holders = new HashMap<>();

    /// How many partitions of each configuration are active. Guarded in the same way.
    private final Map<Long, Integer> ofVersions = new HashMap<>();

    /// What is told apart.
    private sealed interface Active {
        /// @param versionId of the configuration that says what the values are of
        record Partition(long versionId, BufferKey.Partition key) implements Active {}

        /// An object that was on its way when the lane was opened: its partition is not known.
        record Unknown(Share share, long intentNumber) implements Active {}
    }

    /// @param max at least 1
    ActivePartitions(int max) {
        this(max, InstantSource.system(), NOWHERE);
    }

    private ActivePartitions(int max, InstantSource clock, Timer queryTimes) {
        this.max = max;
        this.clock = clock;
        this.queryTimes = queryTimes;
    }

    /// With meters, if the stream is partitioned.
    static ActivePartitions of(DeliveryPlan plan, int max, Metering metering) {
        Telemetry telemetry = metering.telemetry();
        Labels labels = Labels.of("stream", plan.stream().toString());
        Timer queryTimes =
                plan.partitioning().isPresent()
                        ? telemetry.timer(
                                "hydrant_delivery_query_seconds",
                                "How long the query for partition keys took for a record; of one"
                                        + " record in 16.",
                                labels)
                        : NOWHERE;
        ActivePartitions partitions = new ActivePartitions(max, metering.clock(), queryTimes);
        if (plan.partitioning().isPresent()) {
            telemetry.gauge(
                    "hydrant_delivery_active_partitions",
                    "Partitions with records that are not delivered yet.",
                    labels,
                    partitions::count);
            telemetry.gauge(
                    "hydrant_delivery_active_partitions_max",
                    "How many partitions may be active.",
                    labels,
                    () -> max);
            telemetry.gauge(
                    "hydrant_delivery_partition_limit_refused_records",
                    "Records that went to the error output since the start, because too many"
                            + " partitions were active.",
                    labels,
                    partitions.recordsRefused::sum);
            telemetry.gauge(
                    "hydrant_delivery_partition_limit_exceeded",
                    "1 if a record was refused in the last minute because too many partitions"
                            + " were active, else 0.",
                    labels,
                    () -> partitions.isExceeded() ? 1 : 0);
            telemetry.gauge(
                    "hydrant_delivery_partition_bytes_per_second_max",
                    "Of the open buffers of partitions, the bytes a second of the one that fills"
                            + " fastest, since it was begun.",
                    labels,
                    () -> partitions.throughput().maxBytesPerSecond());
            telemetry.gauge(
                    "hydrant_delivery_partition_bytes_per_second_mean",
                    "Bytes a second of an open buffer of a partition since it was begun, on"
                            + " average.",
                    labels,
                    () -> partitions.throughput().meanBytesPerSecond());
        }
        return partitions;
    }

    /// Where meters are, and what time it is.
    record Metering(Telemetry telemetry, InstantSource clock) {}

    /// Whether a record was refused lately because too many partitions were active.
    boolean isExceeded() {
        return clock.instant().isBefore(lastRefusal.plus(EXCEEDED_SHOWN));
    }

    /// How fast the open buffers of all lanes fill.
    PartitionThroughput throughput() {
        PartitionThroughput sum = PartitionThroughput.NONE;
        for (Share share : shares) {
            sum = sum.and(share.throughput);
        }
        return sum;
    }

    synchronized int count() {
        return holders.size();
    }

    /// The part of one lane.
    Share share() {
        Share share = new Share();
        shares.add(share);
        return share;
    }

    private synchronized boolean enter(Active.Partition partition) {
        if (!holders.containsKey(partition)) {
            int active = ofVersions.getOrDefault(partition.versionId(), 0);
            if (active >= max) {
                return false;
            }
            ofVersions.put(partition.versionId(), active + 1);
        }
        holders.merge(partition, 1, Integer::sum);
        return true;
    }

    private synchronized void enter(Active.Unknown unknown) {
        holders.put(unknown, 1);
    }

    private synchronized void leave(Active partition) {
        int count = holders.get(partition);
        if (count > 1) {
            holders.put(partition, count - 1);
            return;
        }
        holders.remove(partition);
        if (partition instanceof Active.Partition(long versionId, BufferKey.Partition _)) {
            ofVersions.computeIfPresent(versionId, (_, left) -> left == 1 ? null : left - 1);
        }
    }

    /// What one lane holds. For one thread.
    final class Share implements AutoCloseable {
        /// Partitions of buffers that have no intent yet.
        private final Map<Active, Integer> buffers = new HashMap<>();

        /// By the number of their intent.
        private final Map<Long, Active> objects = new HashMap<>();

        private volatile PartitionThroughput throughput = PartitionThroughput.NONE;
        private byte[] scratch = new byte[0];
        private int queries;

        private Share() {}

        /// How fast its open buffers fill now.
        void fills(PartitionThroughput now) {
            throughput = now;
        }

        /// Runs the query for a record.
        QueryResult query(MetadataQuery query, ByteBuffer record) {
            ByteBuffer copy = inScratch(record);
            if (queries++ % QUERIES_PER_TIME != 0) {
                return query.evaluate(copy);
            }
            long before = System.nanoTime();
            QueryResult result = query.evaluate(copy);
            queryTimes.recordNanos(System.nanoTime() - before);
            return result;
        }

        /// Queries need an array: a new one for each record was a third of all that was allocated.
        private ByteBuffer inScratch(ByteBuffer record) {
            int length = record.remaining();
            if (record.hasArray() || length > SCRATCH_BYTES_MAX) {
                return record;
            }
            if (length > scratch.length) {
                scratch = new byte[Math.min(SCRATCH_BYTES_MAX, 2 * length)];
            }
            record.get(record.position(), scratch, 0, length);
            return ByteBuffer.wrap(scratch, 0, length);
        }

        /// A buffer begins.
        ///
        /// @return false if too many partitions are active: then it must not
        boolean begin(long versionId, BufferKey.Partition key) {
            Active.Partition partition = new Active.Partition(versionId, key);
            if (!enter(partition)) {
                recordsRefused.increment();
                lastRefusal = clock.instant();
                return false;
            }
            buffers.merge(partition, 1, Integer::sum);
            return true;
        }

        /// Why a record is refused when no partition may begin.
        Reason limitExceeded() {
            return new Reason(
                    "DynamicPartitioning.ActivePartitionsLimitExceeded",
                    "The number of active partitions has reached its limit of " + max);
        }

        /// A buffer has become an object to be.
        void intended(long intentNumber, long versionId, BufferKey.Partition key) {
            Active partition = new Active.Partition(versionId, key);
            buffers.computeIfPresent(partition, (_, count) -> count == 1 ? null : count - 1);
            objects.put(intentNumber, partition);
        }

        /// There is an object to be of a partition that is not known.
        void found(long intentNumber) {
            Active.Unknown unknown = new Active.Unknown(this, intentNumber);
            enter(unknown);
            objects.put(intentNumber, unknown);
        }

        /// The object is where it belongs, or was given up.
        void delivered(long intentNumber) {
            Optional.ofNullable(objects.remove(intentNumber))
                    .ifPresent(ActivePartitions.this::leave);
        }

        /// The lane is closed: when it is opened again, it begins anew.
        @Override
        public void close() {
            objects.values().forEach(ActivePartitions.this::leave);
            buffers.forEach(
                    (partition, count) -> {
                        for (int i = 0; i < count; i++) {
                            leave(partition);
                        }
                    });
            objects.clear();
            buffers.clear();
            shares.remove(this);
        }
    }

    /// Whether an object holds the records of a partition.
    static boolean isOfOne(Intent intent, DeliveryPlan plan) {
        boolean partitioned = intent.track() == Track.MAIN && plan.partitioning().isPresent();
        return switch (intent.rendering()) {
            case Rendering.AsTheyAre _, Rendering.Converted _ -> partitioned;
            case Rendering.Failures _, Rendering.Refused _ -> false;
        };
    }
}
