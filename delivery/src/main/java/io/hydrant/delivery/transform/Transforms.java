package io.hydrant.delivery.transform;

import io.hydrant.delivery.plan.StreamId;
import io.hydrant.delivery.source.LaneSource;
import io.hydrant.delivery.transform.BatchWork.Tools;
import io.hydrant.kernel.error.InvalidArgument;
import io.hydrant.kernel.telemetry.Telemetry;

import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/// Where all lanes of an engine have their records transformed. Safe for use by many threads.
///
/// What their batches hold in memory is bounded over all lanes, see [Surroundings#bytesMax()]; a
/// lane whose batch gets no share waits, and reads no records meanwhile.
public final class Transforms implements AutoCloseable {
    private static final long MIB = 1 << 20;
    private static final long BYTES_MIN = 16 * MIB;
    private static final long INVOCATION_BYTES = 4 * MIB;
    private static final int INVOCATIONS_MIN = 8;

    private final TransformFunction function;
    private final Surroundings surroundings;
    private final BackOff.Pause pause;
    private final MemoryBudget budget;
    private final PayloadArrays arrays;
    private final Set<FunctionLane> lanes = ConcurrentHashMap.newKeySet();

    /// @param bytesMax what batches hold together, roughly; besides, one batch, what functions
    ///   answered beyond what was expected, and a quarter of it in arrays for the next batches
    /// @param random safe for use by many threads
    public record Surroundings(
            InstantSource clock, Telemetry telemetry, RandomGenerator random, long bytesMax) {
        public Surroundings {
            if (bytesMax < 1) {
                throw new InvalidArgument("bytesMax must be at least 1 but was " + bytesMax);
            }
        }
    }

    /// Whose records are transformed.
    ///
    /// @param sourceStreamArn of the data stream that it reads, if it reads one
    /// @param source where its records are
    /// @param wake called when the first of the lane's batches is ready, or cannot be read; must
    ///   not wait
    public record LaneOutline(
            StreamId stream, Optional<String> sourceStreamArn, LaneSource source, Runnable wake) {}

    public Transforms(TransformFunction function, Surroundings surroundings) {
        this(function, surroundings, Thread::sleep);
    }

    Transforms(TransformFunction function, Surroundings surroundings, BackOff.Pause pause) {
        this.function = function;
        this.surroundings = surroundings;
        this.pause = pause;
        this.arrays = new PayloadArrays(surroundings.bytesMax() / 4);
        this.budget =
                new MemoryBudget(
                        surroundings.bytesMax(),
                        Math.toIntExact(
                                Math.clamp(
                                        surroundings.bytesMax() / INVOCATION_BYTES,
                                        INVOCATIONS_MIN,
                                        Integer.MAX_VALUE)));
    }

    /// An eighth of the heap.
    public static long bytesMaxOf(Runtime machine) {
        return Math.max(machine.maxMemory() / 8, BYTES_MIN);
    }

    /// To be closed when the lane is.
    public LaneTransforms lane(LaneOutline outline) {
        Tools tools =
                new Tools(
                        function,
                        surroundings.clock(),
                        new BackOff(surroundings.random()),
                        pause,
                        new ProcessingMeters(outline.stream(), surroundings.telemetry()),
                        arrays);
        FunctionLane lane = new FunctionLane(outline, tools, budget.lane(), lanes::remove);
        lanes.add(lane);
        return lane;
    }

    /// Held by batches, for tests.
    long bytesHeld() {
        return budget.bytesHeld();
    }

    /// Abandons what is on its way in any lane, without waiting for it.
    @Override
    public void close() {
        lanes.forEach(FunctionLane::abandon);
    }
}
