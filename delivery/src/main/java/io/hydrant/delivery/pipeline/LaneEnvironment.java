package io.hydrant.delivery.pipeline;

import io.hydrant.delivery.convert.ConversionPlanner;
import io.hydrant.delivery.convert.Conversions;
import io.hydrant.delivery.destination.ObjectUploader;
import io.hydrant.delivery.ledger.LaneLedger;
import io.hydrant.delivery.pipeline.Lane.Equipment;
import io.hydrant.delivery.pipeline.LaneRunner.LaneOpener;
import io.hydrant.delivery.pipeline.LogDeliveryEngine.Surroundings;
import io.hydrant.delivery.plan.DeliveryPlan;
import io.hydrant.delivery.source.LaneSource;
import io.hydrant.streams.log.LogPartition;
import io.hydrant.streams.log.PartitionName;
import io.hydrant.streams.log.StreamLog.Purpose;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/// What all lanes of an engine share.
///
/// @param frames wakes lanes whose sources others append to
record LaneEnvironment(
        Surroundings surroundings, Workforce workforce, FrameWatch frames, RandomGenerator random) {

    /// Who does the work of lanes.
    ///
    /// @param uploads renders and uploads objects
    /// @param conversions the same for those that are converted
    record Workforce(Executor uploads, Conversions conversions, ConversionPlanner planner) {}

    /// What is particular to one lane.
    ///
    /// @param name for messages
    /// @param retention how long a failing object is tried; for ever when empty
    record LaneOutline(
            String name,
            LaneSource source,
            PartitionName ledger,
            LaneReport report,
            Optional<Duration> retention) {}

    LaneReport report(String lane, StreamReport stream) {
        return new LaneReport(lane, stream, surroundings.errorLog());
    }

    StreamReport streamReport(DeliveryPlan plan) {
        return new StreamReport(plan, surroundings.telemetry(), surroundings.clock());
    }

    LaneRunner runner(LaneOutline lane, DeliveryPlan plan, Runnable whenFinished) {
        return new LaneRunner(plan, surroundings.clock(), new Opener(lane), whenFinished);
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
            LogPartition ledger = surroundings.log().partition(lane.ledger(), Purpose.BOOKKEEPING);
            return Lane.open(
                    plan,
                    new Equipment(
                            lane.source(),
                            LaneLedger.open(ledger),
                            new ObjectUploader(
                                    lane.source(),
                                    surroundings.store(),
                                    workforce.uploads(),
                                    workforce.conversions()),
                            lane.report(),
                            lane.retention(),
                            random,
                            workforce.planner(),
                            wake));
        }
    }
}
