package io.hydrant.delivery.pipeline;

import io.hydrant.delivery.pipeline.DeliveryEngine.Accepted;
import io.hydrant.delivery.pipeline.LaneEnvironment.LaneOutline;
import io.hydrant.delivery.plan.DeliveryPlan;
import io.hydrant.delivery.plan.StreamId;
import io.hydrant.delivery.source.PutLog;
import io.hydrant.streams.log.Frame;
import io.hydrant.streams.log.LogException;
import io.hydrant.streams.log.LogFailed;
import io.hydrant.streams.log.LogPartition;
import io.hydrant.streams.log.LogPartition.Appended;
import io.hydrant.streams.log.StreamLog;
import io.hydrant.streams.log.StreamLog.Purpose;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.LongAdder;

/// A delivery stream that records are put to: one lane over a partition of its own.
final class PutStream implements RunningStream {
    private static final Duration LOOK_MAX = Duration.ofSeconds(5);

    private final StreamId id;
    private final LogPartition log;
    private final LaneRunner runner;
    private final LaneReport report;
    private final StreamReport counts;
    private final LongAdder recordsIn = new LongAdder();
    private final LongAdder bytesIn = new LongAdder();

    private PutStream(
            StreamId id,
            LogPartition log,
            LaneRunner runner,
            LaneReport report,
            StreamReport counts) {
        this.id = id;
        this.log = log;
        this.runner = runner;
        this.report = report;
        this.counts = counts;
    }

    /// Opens the stream's partitions and starts its lane.
    static PutStream start(
            DeliveryPlan plan, LaneEnvironment environment, Optional<Duration> retention) {
        StreamId id = plan.stream();
        StreamPartitions partitions = new StreamPartitions(id);
        StreamLog log = environment.surroundings().log();
        LogPartition records = log.partition(partitions.lane(), Purpose.RECORDS);
        log.partition(partitions.ledger(), Purpose.BOOKKEEPING);
        StreamReport counts = environment.streamReport(plan);
        LaneReport report = environment.report(id.name(), counts);
        LaneOutline lane =
                new LaneOutline(
                        id.name(),
                        new PutLog(records),
                        partitions.ledger(),
                        partitions.processed(),
                        report,
                        environment.activePartitions(plan),
                        retention);
        LaneRunner runner = environment.runner(lane, plan, () -> {});
        counts.show(plan, report::status);
        runner.start();
        return new PutStream(id, records, runner, report, counts);
    }

    @Override
    public Accepted append(Frame frame) {
        int records = frame.recordBytes().length;
        int bytes = frame.payload().remaining();
        Appended appended = joined(log.append(frame));
        recordsIn.add(records);
        bytesIn.add(bytes);
        runner.wake();
        return new Accepted(0, appended.offset(), appended.arrival());
    }

    @Override
    public void change(DeliveryPlan next) {
        runner.change(next);
    }

    @Override
    public Flush flush() {
        Flush flush = new Flush(1);
        runner.flush(new Flush.Part(flush, log.endOffset()));
        return flush;
    }

    @Override
    public StreamStatus status() throws InterruptedException {
        Flush look = new Flush(1);
        runner.look(new Flush.Part(look, Long.MIN_VALUE));
        look.await(LOOK_MAX);
        return snapshot()
                .orElseThrow(() -> new LogFailed("delivery stream " + id + " is not open yet"));
    }

    @Override
    public Optional<StreamStatus> snapshot() {
        return report.status()
                .map(
                        lane ->
                                new StreamStatus(
                                        id,
                                        runner.versionId(),
                                        lane,
                                        recordsIn.sum(),
                                        bytesIn.sum(),
                                        counts.recordsDelivered(),
                                        counts.objectsDelivered()));
    }

    @Override
    public Optional<String> trouble() {
        return runner.trouble();
    }

    @Override
    public void stop() {
        runner.stop();
    }

    @Override
    public void join() {
        runner.join();
    }

    @Override
    public void forget() {
        counts.forget();
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
