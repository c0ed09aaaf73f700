package io.hydrant.delivery.transform;

import io.hydrant.delivery.plan.StreamId;
import io.hydrant.delivery.transform.BatchWork.Tools;
import io.hydrant.delivery.transform.MemoryBudget.Share;
import io.hydrant.delivery.transform.Transforms.LaneOutline;
import io.hydrant.kernel.telemetry.Telemetry;

import java.time.InstantSource;
import java.util.random.RandomGenerator;

/// Brings batches through their function as a lane does, on the caller's thread: without waiting
/// between attempts, without a share of the memory of lanes, and counting nothing. For one thread.
public final class TrialTransform {
    private final LaneOutline lane;
    private final TransformFunction function;
    private final InstantSource clock;
    private final RandomGenerator random;

    /// @param lane whose records are transformed; it is never woken
    public TrialTransform(
            LaneOutline lane,
            TransformFunction function,
            InstantSource clock,
            RandomGenerator random) {
        this.lane = lane;
        this.function = function;
        this.clock = clock;
        this.random = random;
    }

    /// @throws io.hydrant.streams.log.LogException when its records cannot be read
    public TransformedBatch run(TransformBatch batch) throws InterruptedException {
        StreamId stream = lane.stream();
        Tools tools =
                new Tools(
                        function,
                        clock,
                        new BackOff(random),
                        _ -> {},
                        new ProcessingMeters(stream, Telemetry.NONE),
                        PayloadArrays.NONE);
        Share share = new MemoryBudget(Long.MAX_VALUE / 2, 1).lane().next();
        share.ask(BatchWork.bytesNeeded(lane, batch));
        return new BatchWork(lane, tools, batch, share).run();
    }
}
