package io.hydrant.server;

import io.hydrant.observability.health.Health;
import io.hydrant.observability.logs.DeliveryLogs;
import io.hydrant.observability.logs.LogBounds;
import io.hydrant.observability.metrics.PrometheusTelemetry;
import io.hydrant.server.admin.AdminRoutes;
import io.hydrant.server.admin.ObservabilityEndpoints;
import io.hydrant.server.config.ServerConfig;
import io.hydrant.wire.http.HttpEndpoint;

import java.net.URI;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/// A running server. Everything is put together here, bottom up, and taken apart in reverse.
public final class HydrantServer implements AutoCloseable {
    private final DataFolder folder;
    private final FrontDoor door;
    private final Banner banner;

    private HydrantServer(DataFolder folder, FrontDoor door, Banner banner) {
        this.folder = folder;
        this.door = door;
        this.banner = banner;
    }

    /// Starts a server; it answers when this returns.
    ///
    /// @throws io.hydrant.kernel.error.HydrantException with one sentence for the operator if the
    ///   port, the data folder or the certificate cannot be used
    public static HydrantServer start(ServerConfig config) {
        InstantSource clock = InstantSource.system();
        PrometheusTelemetry telemetry = new PrometheusTelemetry();
        Health health = new Health();
        DataFolder folder = DataFolder.open(config.dataFolder());
        try {
            LogBounds bounds = LogBounds.DEFAULTS.withRetention(config.delivery().logsRetention());
            DeliveryLogs logs = new DeliveryLogs(clock, folder.deliveryLogs(), bounds, telemetry);
            AdminRoutes admin = new AdminRoutes();
            ObservabilityEndpoints.register(admin, config.http().openMetrics(), telemetry, health);
            ObservabilityEndpoints.register(admin, logs);
            Map<String, HttpEndpoint> endpoints = new HashMap<>();
            FrontDoor door =
                    FrontDoor.open(
                            clock,
                            telemetry,
                            config,
                            folder,
                            new FrontDoor.Services(endpoints, admin));
            return new HydrantServer(folder, door, Banner.of(config, door.endpoint()));
        } catch (RuntimeException e) {
            folder.close();
            throw e;
        }
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
        try {
            door.close();
        } finally {
            folder.close();
        }
    }
}
