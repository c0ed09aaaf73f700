package io.hydrant.delivery.pipeline;

import io.hydrant.delivery.destination.DeliveryErrorLog;
import io.hydrant.delivery.destination.ObjectUploader;
import io.hydrant.delivery.ledger.LaneLedger;
import io.hydrant.delivery.pipeline.Lane.Equipment;
import io.hydrant.delivery.plan.DeliveryPlan;
import io.hydrant.delivery.plan.StreamId;
import io.hydrant.kernel.telemetry.Telemetry;
import io.hydrant.storage.object.ObjectStore;
import io.hydrant.streams.log.Frame;
import io.hydrant.streams.log.LogPartition;
import io.hydrant.streams.log.PartitionName;
import io.hydrant.streams.log.StreamLog;
import io.hydrant.streams.log.StreamLog.Purpose;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/// The delivery engine on a [StreamLog]: each delivery stream has one lane (a partition of records)
/// and one ledger.
///
/// Rendering and uploading use platform threads: they compute for long, which virtual threads would
/// not share fairly with requests.
public final class LogDeliveryEngine implements DeliveryEngine, AutoCloseable {
    private static final int THREAD_IDLE_SECONDS = 30;

    private final StreamLog log;
    private final ObjectStore store;
    private final DeliveryErrorLog errorLog;
    private final Telemetry telemetry;
    private final InstantSource clock;
    private final EngineConfig config;
    private final RandomGenerator random = new SecureRandom();
    private final ThreadPoolExecutor uploads;
    private final Map<StreamId, RunningStream> streams = new ConcurrentHashMap<>();

    /// What the engine works with.
    public record Surroundings(
            StreamLog log,
            ObjectStore store,
            DeliveryErrorLog errorLog,
            Telemetry telemetry,
            InstantSource clock) {}

    public LogDeliveryEngine(Surroundings surroundings, EngineConfig config) {
        this.log = surroundings.log();
        this.store = surroundings.store();
        this.errorLog = surroundings.errorLog();
        this.telemetry = surroundings.telemetry();
        this.clock = surroundings.clock();
        this.config = config;
        this.uploads =
                new ThreadPoolExecutor(
                        config.uploadThreads(),
                        config.uploadThreads(),
                        THREAD_IDLE_SECONDS,
                        TimeUnit.SECONDS,
                        new LinkedBlockingQueue<>(),
                        Thread.ofPlatform().daemon().name("delivery-upload-", 0).factory());
        uploads.allowCoreThreadTimeOut(true);
    }

    @Override
    public void start(DeliveryPlan plan) {
        streams.computeIfAbsent(plan.stream(), _ -> open(plan));
    }

    @Override
    public void update(DeliveryPlan plan) {
        running(plan.stream()).change(plan);
    }

    @Override
    public void delete(StreamId id) {
        RunningStream stream = streams.remove(id);
        if (stream != null) {
            stream.stop();
            stream.join();
            stream.forget();
        }
        log.delete(laneName(id));
        log.delete(ledgerName(id));
    }

    @Override
    public Accepted append(StreamId id, Frame frame) {
        return running(id).append(frame);
    }

    /// Begins to deliver all that was put before the call.
    public Flush flush(StreamId id) {
        return running(id).flush();
    }

    /// How the stream stands now; waits for its lane to look once.
    public StreamStatus status(StreamId id) throws InterruptedException {
        return running(id).status();
    }

    /// How each stream stood when its lane last looked; streams whose lane is not open are left
    /// out.
    public List<StreamStatus> statuses() {
        return streams.values().stream()
                .map(RunningStream::snapshot)
                .flatMap(Optional::stream)
                .toList();
    }

    /// Why streams cannot go on, other than their destinations: the log's failures, by stream.
    public Map<StreamId, String> troubles() {
        Map<StreamId, String> troubles = new HashMap<>();
        streams.forEach((id, stream) -> stream.trouble().ifPresent(why -> troubles.put(id, why)));
        return troubles;
    }

    /// Stops all streams; what they hold is delivered after the next start. The log must be closed
    /// after.
    @Override
    public void close() {
        streams.values().forEach(RunningStream::stop);
        streams.values().forEach(RunningStream::join);
        streams.clear();
        uploads.shutdownNow();
    }

    private RunningStream open(DeliveryPlan plan) {
        StreamId id = plan.stream();
        LogPartition lane = log.partition(laneName(id), Purpose.RECORDS);
        LogPartition ledger = log.partition(ledgerName(id), Purpose.BOOKKEEPING);
        LaneReport report = new LaneReport(id, errorLog, telemetry, clock);
        ObjectUploader uploader = new ObjectUploader(lane, store, uploads);
        LaneRunner runner =
                new LaneRunner(
                        id.name(),
                        plan,
                        clock,
                        (current, wake) ->
                                Lane.open(
                                        current,
                                        new Equipment(
                                                lane,
                                                LaneLedger.open(ledger),
                                                uploader,
                                                report,
                                                config.retention(),
                                                random,
                                                wake)));
        runner.start();
        return new RunningStream(id, lane, runner, report);
    }

    private RunningStream running(StreamId id) {
        RunningStream stream = streams.get(id);
        if (stream == null) {
            throw new StreamNotRunning(id);
        }
        return stream;
    }

    private static PartitionName laneName(StreamId id) {
        return new PartitionName(folder(id) + "/lane-0");
    }

    private static PartitionName ledgerName(StreamId id) {
        return new PartitionName(folder(id) + "/ledger-0");
    }

    private static String folder(StreamId id) {
        String name = id.name().equals(".") || id.name().equals("..") ? "=" + id.name() : id.name();
        return "firehose/" + id.account() + "/" + id.region() + "/" + name;
    }
}
