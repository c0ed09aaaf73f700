package io.hydrant.delivery.pipeline;

import io.hydrant.catalog.table.TableLookup;
import io.hydrant.delivery.convert.CatalogTables;
import io.hydrant.delivery.convert.ConversionPlanner;
import io.hydrant.delivery.convert.Conversions;
import io.hydrant.delivery.convert.NewPartitions;
import io.hydrant.delivery.convert.RowFormats;
import io.hydrant.delivery.destination.DeliveryErrorLog;
import io.hydrant.delivery.gather.RecordMemory;
import io.hydrant.delivery.pipeline.LaneEnvironment.Workforce;
import io.hydrant.delivery.plan.DeliveryPlan;
import io.hydrant.delivery.plan.StreamId;
import io.hydrant.delivery.transform.TransformFunction;
import io.hydrant.delivery.transform.Transforms;
import io.hydrant.kernel.telemetry.Telemetry;
import io.hydrant.storage.object.ObjectStore;
import io.hydrant.streams.log.Frame;
import io.hydrant.streams.log.StreamLog;
import io.hydrant.streams.shard.ShardDirectory;

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

/// The delivery engine on a [StreamLog]. A delivery stream that records are put to has one lane
/// over a partition of its own; one that reads from a data stream has a lane for each shard, over
/// the shard's partition. Each lane has a ledger.
///
/// Rendering and uploading use platform threads: they compute for long, which virtual threads would
/// not share fairly with requests.
public final class LogDeliveryEngine implements DeliveryEngine, AutoCloseable {
    private static final int THREAD_IDLE_SECONDS = 30;

    private final EngineConfig config;
    private final ThreadPoolExecutor uploads;
    private final ThreadPoolExecutor conversions;
    private final Transforms transforms;
    private final FrameWatch frames = new FrameWatch();
    private final LaneEnvironment environment;
    private final Map<StreamId, RunningStream> streams = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /// What the engine works with.
    ///
    /// @param shards the data streams that delivery streams may read from
    /// @param tables those that records are converted by
    /// @param partitions hears of the files that are delivered to them
    /// @param formats reads and writes the rows of conversions
    /// @param function runs the functions that transform records
    /// @param memory keeps copies of records of open partitions, of all streams; without it they
    ///   are read from the log again
    public record Surroundings(
            StreamLog log,
            ShardDirectory shards,
            ObjectStore store,
            TableLookup tables,
            NewPartitions partitions,
            RowFormats formats,
            TransformFunction function,
            Optional<RecordMemory> memory,
            DeliveryErrorLog errorLog,
            Telemetry telemetry,
            InstantSource clock) {}

    public LogDeliveryEngine(Surroundings surroundings, EngineConfig config) {
        this.config = config;
        this.uploads = threads("delivery-upload-", config.uploadThreads());
        this.conversions = threads("delivery-convert-", config.uploadThreads());
        SecureRandom random = new SecureRandom();
        this.transforms =
                new Transforms(
                        surroundings.function(),
                        new Transforms.Surroundings(
                                surroundings.clock(),
                                surroundings.telemetry(),
                                random,
                                Transforms.bytesMaxOf(Runtime.getRuntime())));
        Workforce workforce =
                new Workforce(
                        uploads,
                        new Conversions(
                                surroundings.formats(),
                                conversions,
                                new Conversions.Room(
                                        config.conversionsMax(), config.idleConverterBytesMax()),
                                surroundings.partitions()),
                        new ConversionPlanner(
                                new CatalogTables(surroundings.tables()),
                                surroundings.formats(),
                                config.rowGroupBytesMax()),
                        transforms,
                        config.processedBytesMax(),
                        config.activePartitionsMax());
        this.environment = new LaneEnvironment(surroundings, workforce, frames, random);
        frames.start();
    }

    /// A stream that is started while the engine closes waits for the next start: it was not there
    /// to be stopped when the others were, and would never end on a closed log.
    @Override
    public void start(DeliveryPlan plan) {
        RunningStream started = streams.computeIfAbsent(plan.stream(), _ -> open(plan));
        if (closed) {
            streams.remove(plan.stream(), started);
            started.stop();
            started.join();
        }
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
        environment.delete(new StreamPartitions(id));
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
        closed = true;
        streams.values().forEach(RunningStream::stop);
        streams.values().forEach(RunningStream::join);
        streams.clear();
        transforms.close();
        frames.close();
        uploads.shutdownNow();
        conversions.shutdownNow();
    }

    private static ThreadPoolExecutor threads(String name, int count) {
        ThreadPoolExecutor threads =
                new ThreadPoolExecutor(
                        count,
                        count,
                        THREAD_IDLE_SECONDS,
                        TimeUnit.SECONDS,
                        new LinkedBlockingQueue<>(),
                        Thread.ofPlatform().daemon().name(name, 0).factory());
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    private RunningStream open(DeliveryPlan plan) {
        return plan.source().isPresent()
                ? ShardedStream.start(plan, plan.source().get(), environment)
                : PutStream.start(plan, environment, config.retention());
    }

    private RunningStream running(StreamId id) {
        RunningStream stream = streams.get(id);
        if (stream == null) {
            throw new StreamNotRunning(id);
        }
        return stream;
    }
}
