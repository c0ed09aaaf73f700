package io.hydrant.delivery.pipeline;

import io.hydrant.delivery.convert.ConversionPlanner;
import io.hydrant.delivery.convert.Conversions;
import io.hydrant.delivery.destination.ObjectUploader;
import io.hydrant.delivery.destination.Uploader;
import io.hydrant.delivery.ledger.LaneLedger;
import io.hydrant.delivery.pipeline.LaneRunner.LaneOpener;
import io.hydrant.delivery.pipeline.LogDeliveryEngine.Surroundings;
import io.hydrant.delivery.pipeline.SourceLane.Equipment;
import io.hydrant.delivery.plan.DeliveryPlan;
import io.hydrant.delivery.source.DividedSource;
import io.hydrant.delivery.source.LaneSource;
import io.hydrant.delivery.source.ShardKey;
import io.hydrant.delivery.transform.LaneTransforms;
import io.hydrant.delivery.transform.Transforms;
import io.hydrant.streams.log.LogPartition;
import io.hydrant.streams.log.PartitionName;
import io.hydrant.streams.log.StreamLog.Purpose;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/// What all lanes of an engine share.
///
/// @param frames wakes lanes whose sources others append to
/// @param processed the partitions there are of what functions made
record LaneEnvironment(
        Surroundings surroundings,
        Workforce workforce,
        FrameWatch frames,
        RandomGenerator random,
        Set<PartitionName> processed) {

    LaneEnvironment(
            Surroundings surroundings,
            Workforce workforce,
            FrameWatch frames,
            RandomGenerator random) {
        this(surroundings, workforce, frames, random, ConcurrentHashMap.newKeySet());
        surroundings.log().partitions().stream()
                .filter(StreamPartitions::isProcessed)
                .forEach(processed::add);
    }

    /// Who does the work of lanes.
    ///
    /// @param uploads renders and uploads objects
    /// @param conversions the same for those that are converted
    /// @param processedBytesMax of a lane, not delivered yet; beyond it nothing more goes to a
    ///   function
    /// @param activePartitionsMax of a delivery stream
    record Workforce(
            Executor uploads,
            Conversions conversions,
            ConversionPlanner planner,
            Transforms transforms,
            long processedBytesMax,
            int activePartitionsMax) {}

    /// What is particular to one lane.
    ///
    /// @param name for messages
    /// @param active the partitions of its delivery stream
    /// @param retention how long a failing object is tried; for ever when empty
    record LaneOutline(
            String name,
            LaneSource source,
            PartitionName ledger,
            StreamPartitions.Processed processed,
            LaneReport report,
            ActivePartitions active,
            Optional<Duration> retention) {}

    LaneReport report(String lane, StreamReport stream) {
        return new LaneReport(lane, stream, surroundings.errorLog());
    }

    StreamReport streamReport(DeliveryPlan plan) {
        return new StreamReport(plan, surroundings.telemetry(), surroundings.clock());
    }

    ActivePartitions activePartitions(DeliveryPlan plan) {
        return ActivePartitions.of(
                plan,
                workforce.activePartitionsMax(),
                new ActivePartitions.Metering(surroundings.telemetry(), surroundings.clock()));
    }

    LaneRunner runner(LaneOutline lane, DeliveryPlan plan, Runnable whenFinished) {
        return new LaneRunner(plan, surroundings.clock(), new Opener(lane), whenFinished);
    }

    /// Removes what was kept of a shard.
    void delete(StreamPartitions partitions, ShardKey shard) {
        partitions.delete(shard, surroundings.log());
        processed.remove(partitions.processed(shard).log());
    }

    /// Removes what was kept of a stream.
    void delete(StreamPartitions partitions) {
        partitions
                .shards(surroundings.log())
                .forEach(shard -> processed.remove(partitions.processed(shard).log()));
        processed.remove(partitions.processed().log());
        partitions.delete(surroundings.log());
    }

    private final class Opener implements LaneOpener {
        private final LaneOutline lane;

        Opener(LaneOutline lane) {
            this.lane = lane;
        }

        @Override
        public String name() {
            return lane.name();
        }

        @Override
        public Lane open(DeliveryPlan plan, Runnable wake) {
            LaneSource source = new DividedSource(lane.source());
            LogPartition ledger = surroundings.log().partition(lane.ledger(), Purpose.BOOKKEEPING);
            return TransformingLane.open(
                    plan,
                    new Equipment(
                            source,
                            LaneLedger.open(ledger),
                            uploader(source),
                            lane.report(),
                            lane.retention(),
                            random,
                            workforce.planner(),
                            lane.active(),
                            surroundings.memory(),
                            wake),
                    new TransformingLane.Transformation(
                            new OnLog(lane.processed()),
                            () -> transforms(plan, source, wake),
                            this::uploader,
                            workforce.processedBytesMax()));
        }

        private LaneTransforms transforms(DeliveryPlan plan, LaneSource source, Runnable wake) {
            return workforce
                    .transforms()
                    .lane(
                            new Transforms.LaneOutline(
                                    plan.stream(),
                                    plan.source().map(from -> from.stream().toString()),
                                    source,
                                    wake));
        }

        private Uploader uploader(LaneSource source) {
            return new ObjectUploader(
                    source, surroundings.store(), workforce.uploads(), workforce.conversions());
        }
    }

    private final class OnLog implements TransformingLane.ProcessedPartitions {
        private final StreamPartitions.Processed names;

        OnLog(StreamPartitions.Processed names) {
            this.names = names;
        }

        @Override
        public boolean exist() {
            return processed.contains(names.log());
        }

        @Override
        public LogPartition log() {
            processed.add(names.log());
            return surroundings.log().partition(names.log(), Purpose.BOOKKEEPING);
        }

        @Override
        public LogPartition ledger() {
            return surroundings.log().partition(names.ledger(), Purpose.BOOKKEEPING);
        }
    }
}
