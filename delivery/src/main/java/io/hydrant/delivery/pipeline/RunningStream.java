package io.hydrant.delivery.pipeline;

import io.hydrant.delivery.pipeline.DeliveryEngine.Accepted;
import io.hydrant.delivery.plan.DeliveryPlan;
import io.hydrant.delivery.plan.StreamId;
import io.hydrant.streams.log.Frame;
import io.hydrant.streams.log.LogException;
import io.hydrant.streams.log.LogFailed;
import io.hydrant.streams.log.LogPartition;
import io.hydrant.streams.log.LogPartition.Appended;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.LongAdder;

/// A delivery stream at work: its lane's log, the lane's runner, and what went in. Safe for use by
/// many threads.
final class RunningStream {
    private static final Duration LOOK_MAX = Duration.ofSeconds(5);

    private final StreamId id;
    private final LogPartition log;
    private final LaneRunner runner;
    private final LaneReport report;
    private final LongAdder recordsIn = new LongAdder();
    private final LongAdder bytesIn = new LongAdder();

    RunningStream(StreamId id, LogPartition log, LaneRunner runner, LaneReport report) {
        this.id = id;
        this.log = log;
        this.runner = runner;
        this.report = report;
    }

    Accepted append(Frame frame) {
        int records = frame.recordBytes().length;
        int bytes = frame.payload().remaining();
        Appended appended = joined(log.append(frame));
        recordsIn.add(records);
        bytesIn.add(bytes);
        runner.wake();
        return new Accepted(0, appended.offset(), appended.arrival());
    }

    void change(DeliveryPlan next) {
        runner.change(next);
    }

    Flush flush() {
        return runner.flush(log.endOffset());
    }

    /// After the lane has looked once more; as it stood before when it is held up.
    StreamStatus status() throws InterruptedException {
        runner.look().await(LOOK_MAX);
        return snapshot()
                .orElseThrow(() -> new LogFailed("delivery stream " + id + " is not open yet"));
    }

    /// When the lane last looked; empty before it did.
    Optional<StreamStatus> snapshot() {
        return report.status()
                .map(
                        lane ->
                                new StreamStatus(
                                        id,
                                        runner.versionId(),
                                        lane,
                                        recordsIn.sum(),
                                        bytesIn.sum(),
                                        report.recordsDelivered(),
                                        report.objectsDelivered()));
    }

    /// Why nothing of the stream is delivered, other than its destination; empty when all is well.
    Optional<String> trouble() {
        return runner.trouble();
    }

    void stop() {
        runner.stop();
    }

    void join() {
        runner.join();
    }

    void forget() {
        report.forget();
    }

    private static Appended joined(CompletableFuture<Appended> append) {
        try {
            return append.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof LogException failure
                    ? failure
                    : new LogFailed("append failed", e);
        }
    }
}
