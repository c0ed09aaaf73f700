package io.hydrant.server;

import io.hydrant.catalog.Catalog;
import io.hydrant.catalog.api.GlueApi;
import io.hydrant.control.SqliteResourceStore;
import io.hydrant.delivery.api.FirehoseApi;
import io.hydrant.delivery.pipeline.LogDeliveryEngine;
import io.hydrant.delivery.pipeline.LogDeliveryEngine.Surroundings;
import io.hydrant.delivery.stream.DeliveryStreams;
import io.hydrant.functions.runtime.process.ProcessRunner;
import io.hydrant.observability.health.Health;
import io.hydrant.observability.logs.DeliveryLogs;
import io.hydrant.observability.logs.LogBounds;
import io.hydrant.observability.metrics.PrometheusTelemetry;
import io.hydrant.server.admin.AdminRoutes;
import io.hydrant.server.admin.DeliveryStreamEndpoints;
import io.hydrant.server.admin.ObservabilityEndpoints;
import io.hydrant.server.config.ServerConfig;
import io.hydrant.storage.api.S3Endpoint;
import io.hydrant.storage.file.FileObjectStore;
import io.hydrant.storage.object.ObjectStore;
import io.hydrant.streams.intake.PayloadPool;
import io.hydrant.streams.log.segmented.SegmentedLog;
import io.hydrant.streams.log.segmented.SegmentedLogConfig;
import io.hydrant.streams.shard.ShardDirectory;
import io.hydrant.wire.HttpEndpoint;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// A running server. Everything is put together here, bottom up, and taken apart in reverse.
public final class HydrantServer implements AutoCloseable {
    /// 64 MiB outside the heap under full load, for all services together.
    private static final int PAYLOAD_BUFFERS = 16;

    private static final Duration LOGS_EXPIRE_EVERY = Duration.ofHours(1);
    private static final Duration RECORDS_EXPIRE_EVERY = Duration.ofMinutes(1);

    private final Opened opened;
    private final FrontDoor door;
    private final Banner banner;

    private HydrantServer(Opened opened, FrontDoor door, Banner banner) {
        this.opened = opened;
        this.door = door;
        this.banner = banner;
    }

    /// Starts a server; it answers when this returns.
    ///
    /// @throws io.hydrant.kernel.error.HydrantException with one sentence for the operator if the
    ///   port, the data folder or the certificate cannot be used
    public static HydrantServer start(ServerConfig config) {
        Opened opened = new Opened();
        try {
            FrontDoor door = open(config, opened);
            return new HydrantServer(opened, door, Banner.of(config, door.endpoint()));
        } catch (IOException e) {
            opened.close();
            throw DataFolder.unusable(config.dataFolder(), e);
        } catch (RuntimeException | Error e) {
            opened.close();
            throw e;
        }
    }

    private static FrontDoor open(ServerConfig config, Opened opened) throws IOException {
        InstantSource clock = InstantSource.system();
        PrometheusTelemetry telemetry = new PrometheusTelemetry();
        Health health = new Health();
        DataFolder folder = opened.add(DataFolder.open(config.dataFolder()));
        LogBounds bounds = LogBounds.DEFAULTS.withRetention(config.delivery().logsRetention());
        DeliveryLogs logs = new DeliveryLogs(clock, folder.deliveryLogs(), bounds, telemetry);
        opened.add(Housekeeping.start(LOGS_EXPIRE_EVERY, logs::expire));
        SegmentedLog log =
                opened.add(SegmentedLog.open(logConfig(config, folder), clock, telemetry));
        SqliteResourceStore resources = opened.add(SqliteResourceStore.open(folder.control()));
        FileObjectStore store = FileObjectStore.open(folder.root(), clock, telemetry);
        ObjectStore destinations =
                new Destinations(folder, clock, telemetry, opened, store).open(config.s3());
        ExecutorService background = opened.add(Executors.newVirtualThreadPerTaskExecutor());
        PayloadPool payloads = new PayloadPool(PAYLOAD_BUFFERS);
        DataStreamsOpening.Foundations foundations =
                new DataStreamsOpening.Foundations(
                        clock, telemetry, resources, log, background, payloads, folder.secret());
        DataStreamsOpening dataStreams = DataStreamsOpening.open(foundations, config.streams());
        opened.add(
                Housekeeping.start(
                        RECORDS_EXPIRE_EVERY, () -> dataStreams.streams().expire(clock.instant())));
        Catalog catalog = Catalog.open(resources, clock);
        ShardDirectory shards = dataStreams.streams();
        ConversionOpening conversion = ConversionOpening.open(catalog.lookup());
        DeliveryOpening delivery =
                DeliveryOpening.open(
                        new DeliveryOpening.Foundations(
                                new Surroundings(
                                        log,
                                        shards,
                                        destinations,
                                        conversion.tables(),
                                        conversion.formats(),
                                        logs::append,
                                        telemetry,
                                        clock),
                                resources,
                                background),
                        config.delivery(),
                        opened);
        LogDeliveryEngine engine = delivery.engine();
        DeliveryStreams streams = delivery.streams();
        HealthChecks.register(health, log, engine, catalog);

        AdminRoutes admin = new AdminRoutes();
        ObservabilityEndpoints.register(admin, config.http().openMetrics(), telemetry, health);
        ObservabilityEndpoints.register(admin, logs);
        DeliveryStreamEndpoints.register(admin, streams, engine, clock);
        CompletableFuture<URI> reached = new CompletableFuture<>();
        ProcessRunner runner =
                opened.add(
                        FunctionsOpening.runner(
                                new FunctionsOpening.Ground(clock, telemetry, folder, config),
                                logs::append,
                                reached::join));
        FunctionsOpening functions =
                FunctionsOpening.open(
                        new FunctionsOpening.Foundations(
                                clock, resources, destinations, background, folder, runner),
                        opened,
                        admin);
        Map<String, HttpEndpoint> endpoints =
                Map.of(
                        "firehose",
                        new FirehoseApi(streams, engine, telemetry, payloads).service(),
                        "kinesis",
                        dataStreams.endpoint(),
                        "glue",
                        new GlueApi(catalog).service(),
                        "lambda",
                        functions.endpoint(),
                        "s3",
                        new S3Endpoint(store, List.of(), telemetry));
        FrontDoor.Services services = new FrontDoor.Services(endpoints, admin);
        FrontDoor door = opened.add(FrontDoor.open(clock, telemetry, config, folder, services));
        opened.add(dataStreams.subscriptions()); // closed first: the port waits for its requests
        reached.complete(door.endpoint());
        return door;
    }

    /// Where clients reach it, such as `http://127.0.0.1:4566`.
    public URI endpoint() {
        return door.endpoint();
    }

    public int port() {
        return door.port();
    }

    /// What to tell the operator.
    public Banner banner() {
        return banner;
    }

    /// Finishes open requests, closes everything and gives the data folder back.
    @Override
    public void close() {
        opened.close();
    }

    private static SegmentedLogConfig logConfig(ServerConfig config, DataFolder folder) {
        SegmentedLogConfig defaults = SegmentedLogConfig.in(folder.log());
        // Room comes back by whole segments, so a small quota must be several of them.
        long segmentBytes = Math.min(defaults.segmentBytes(), config.log().quotaBytes() / 8);
        return defaults.withSegmentBytes(segmentBytes)
                .withQuotaBytes(config.log().quotaBytes())
                .withReserveBytes(config.log().reserveBytes());
    }
}
