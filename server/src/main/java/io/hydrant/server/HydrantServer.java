package io.hydrant.server;

import io.hydrant.catalog.Catalog;
import io.hydrant.catalog.api.GlueApi;
import io.hydrant.catalog.crawler.Crawlers;
import io.hydrant.control.SqliteResourceStore;
import io.hydrant.delivery.transform.FunctionsTransform;
import io.hydrant.delivery.transform.TransformFunction;
import io.hydrant.functions.mapping.engine.failure.Destinations.RecordSink;
import io.hydrant.observability.health.Health;
import io.hydrant.observability.metrics.PrometheusTelemetry;
import io.hydrant.query.engine.spool.LocalObjects;
import io.hydrant.server.admin.AdminRoutes;
import io.hydrant.server.admin.DeliveryStreamEndpoints;
import io.hydrant.server.admin.ExplanationEndpoint;
import io.hydrant.server.admin.ObservabilityEndpoints;
import io.hydrant.server.config.S3Config;
import io.hydrant.server.config.S3Config.BucketPlace;
import io.hydrant.server.config.ServerConfig;
import io.hydrant.storage.api.S3Endpoint;
import io.hydrant.storage.file.FileObjectStore;
import io.hydrant.storage.object.ObjectStore;
import io.hydrant.streams.intake.PayloadPool;
import io.hydrant.streams.log.segmented.SegmentedLog;
import io.hydrant.streams.log.segmented.SegmentedLogConfig;
import io.hydrant.wire.HttpEndpoint;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/// A running server. Everything is put together here, bottom up, and taken apart in reverse.
public final class HydrantServer implements AutoCloseable {
    /// 64 MiB outside the heap under full load, for all services together.
    private static final int PAYLOAD_BUFFERS = 16;

    private static final Duration SCHEDULES_EVERY = Duration.ofSeconds(15);
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

    /// What all features stand on.
    private record Ground(
            InstantSource clock,
            PrometheusTelemetry telemetry,
            DataFolder folder,
            LogsOpening logs,
            SegmentedLog log,
            SqliteResourceStore resources,
            FileObjectStore store,
            ObjectStore destinations,
            ExecutorService background) {}

    private static Ground ground(ServerConfig config, Opened opened) throws IOException {
        InstantSource clock = InstantSource.system();
        PrometheusTelemetry telemetry = new PrometheusTelemetry();
        DataFolder folder = opened.add(DataFolder.open(config.dataFolder()));
        LogsOpening logs = LogsOpening.open(clock, folder.logs(), config, telemetry, opened);
        SegmentedLog log =
                opened.add(SegmentedLog.open(logConfig(config, folder), clock, telemetry));
        SqliteResourceStore resources = opened.add(SqliteResourceStore.open(folder.control()));
        FileObjectStore store = FileObjectStore.open(folder.root(), clock, telemetry);
        ObjectStore destinations =
                new Destinations(folder, clock, telemetry, opened, store).open(config.s3());
        ExecutorService background = opened.add(Executors.newVirtualThreadPerTaskExecutor());
        return new Ground(
                clock, telemetry, folder, logs, log, resources, store, destinations, background);
    }

    private static FrontDoor open(ServerConfig config, Opened opened) throws IOException {
        Ground on = ground(config, opened);
        InstantSource clock = on.clock();
        PrometheusTelemetry telemetry = on.telemetry();
        Health health = new Health();
        PayloadPool payloads = new PayloadPool(PAYLOAD_BUFFERS);
        DataStreamsOpening dataStreams = dataStreams(on, config, payloads, opened);
        Catalog catalog = Catalog.open(on.resources(), clock);
        CompletableFuture<URI> reached = new CompletableFuture<>();
        CompletableFuture<RecordSink> deliveries = new CompletableFuture<>();
        AdminRoutes admin = new AdminRoutes();
        FunctionsOpening functions =
                FunctionsOpening.open(
                        functionFoundations(on, config, reached::join),
                        new FunctionsOpening.Sources(
                                dataStreams.streams(),
                                dataStreams.consumers(),
                                on.log(),
                                (arn, key, told) -> late(deliveries).put(arn, key, told)),
                        opened,
                        admin);
        TransformFunction transform = new FunctionsTransform(functions.functions());
        DeliveryOpening delivery =
                DeliveryOpening.open(
                        new DeliveryOpening.Foundations(
                                on.log(),
                                dataStreams.streams(),
                                on.destinations(),
                                catalog.lookup(),
                                catalog.partitionStore(),
                                transform,
                                WaitingOpening.open(on.folder(), config, telemetry, opened),
                                on.logs().ofDelivery(),
                                telemetry,
                                clock,
                                on.resources(),
                                on.background()),
                        config.delivery(),
                        opened);
        deliveries.complete(delivery.failureRecords());
        HealthChecks.register(health, on.log(), delivery.engine(), catalog);
        register(admin, on, new Watched(config, health, delivery));
        ExplanationEndpoint.register(
                admin,
                new ExplanationEndpoint.Ground(delivery.streams(), delivery.explainer(), transform),
                clock);
        Map<String, HttpEndpoint> endpoints =
                Map.of(
                        "firehose",
                        delivery.api(telemetry, payloads).service(),
                        "kinesis",
                        dataStreams.endpoint(),
                        "athena",
                        queries(on, config, catalog, opened).endpoint(),
                        "glue",
                        new GlueApi(catalog, crawlers(on, catalog, opened)).service(),
                        "lambda",
                        functions.endpoint(),
                        "logs",
                        on.logs().endpoint(),
                        "s3",
                        new S3Endpoint(on.store(), List.of(), telemetry));
        FrontDoor.Services services = new FrontDoor.Services(endpoints, admin);
        FrontDoor door = FrontDoor.open(clock, telemetry, config, on.folder(), services);
        opened.add(door);
        opened.add(dataStreams.subscriptions()); // closed first: the port waits for its requests
        reached.complete(door.endpoint());
        return door;
    }

    private static Crawlers crawlers(Ground on, Catalog catalog, Opened opened) {
        Crawlers crawlers =
                opened.add(
                        new Crawlers(
                                catalog,
                                on.destinations(),
                                on.background(),
                                (scope, crawler, text) ->
                                        on.logs()
                                                .ofCrawlers()
                                                .of(scope.account(), scope.region())
                                                .append(Crawlers.LOG_GROUP, crawler, text)));
        opened.add(Housekeeping.start(SCHEDULES_EVERY, () -> crawlers.schedules().startDue()));
        return crawlers;
    }

    private static QueryOpening queries(
            Ground on, ServerConfig config, Catalog catalog, Opened opened) throws IOException {
        return QueryOpening.open(
                new QueryOpening.Foundations(
                        on.clock(),
                        on.telemetry(),
                        on.resources(),
                        on.destinations(),
                        catalog,
                        links(config.s3(), on.store()),
                        on.folder().query()),
                config.query(),
                opened);
    }

    /// Second names for objects that are in the embedded store.
    private static LocalObjects links(S3Config places, FileObjectStore embedded) {
        return (address, link) -> {
            boolean here = places.placeOf(address.bucket()) instanceof BucketPlace.Embedded;
            if (here) {
                embedded.link(address, link);
            }
            return here;
        };
    }

    private static DataStreamsOpening dataStreams(
            Ground on, ServerConfig config, PayloadPool payloads, Opened opened)
            throws IOException {
        DataStreamsOpening.Foundations foundations =
                new DataStreamsOpening.Foundations(
                        on.clock(),
                        on.telemetry(),
                        on.resources(),
                        on.log(),
                        on.background(),
                        payloads,
                        on.folder().secret());
        DataStreamsOpening dataStreams = DataStreamsOpening.open(foundations, config.streams());
        opened.add(
                Housekeeping.start(
                        RECORDS_EXPIRE_EVERY,
                        () -> dataStreams.streams().expire(on.clock().instant())));
        return dataStreams;
    }

    private static FunctionsOpening.Foundations functionFoundations(
            Ground on, ServerConfig config, Supplier<URI> endpoint) {
        return new FunctionsOpening.Foundations(
                on.clock(),
                on.telemetry(),
                on.resources(),
                on.destinations(),
                on.background(),
                on.folder(),
                config,
                on.logs().ofFunctions(),
                endpoint);
    }

    /// Mappings work before delivery streams are there.
    private static <T> T late(Future<T> opened) throws InterruptedException {
        try {
            return opened.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the server was not opened", e);
        }
    }

    /// What operators ask about.
    private record Watched(ServerConfig config, Health health, DeliveryOpening delivery) {}

    private static void register(AdminRoutes admin, Ground on, Watched of) {
        ObservabilityEndpoints.register(
                admin, of.config().http().openMetrics(), on.telemetry(), of.health());
        ObservabilityEndpoints.register(admin, on.logs().reader());
        DeliveryStreamEndpoints.register(
                admin, of.delivery().streams(), of.delivery().engine(), on.clock());
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
