package io.hydrant.server;

import io.hydrant.kernel.telemetry.Labels;
import io.hydrant.kernel.telemetry.Telemetry;
import io.hydrant.server.admin.AdminRoutes;
import io.hydrant.server.config.HttpConfig;
import io.hydrant.server.config.ServerConfig;
import io.hydrant.server.config.TlsConfig;
import io.hydrant.server.http.BodyBudget;
import io.hydrant.server.http.HttpCarrier;
import io.hydrant.server.http.HttpSettings;
import io.hydrant.server.http.Pem;
import io.hydrant.server.http.SelfSigned;
import io.hydrant.server.http.TlsIdentity;
import io.hydrant.wire.HttpEndpoint;
import io.hydrant.wire.auth.CredentialSource;
import io.hydrant.wire.auth.Credentials;
import io.hydrant.wire.auth.RequestAuthenticator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The one port of a server: carrier, signatures, bounds and routes put together.
public final class FrontDoor implements AutoCloseable {
    private final HttpConfig config;
    private final HttpCarrier carrier;

    private FrontDoor(HttpConfig config, HttpCarrier carrier) {
        this.config = config;
        this.carrier = carrier;
    }

    /// What the port serves.
    ///
    /// @param endpoints by signing name
    public record Services(Map<String, HttpEndpoint> endpoints, AdminRoutes admin) {}

    /// Opens the port. From then on requests arrive.
    ///
    /// @throws io.hydrant.server.http.PortUnavailable if the port cannot be had
    /// @throws io.hydrant.kernel.error.InvalidArgument if the certificate cannot be used
    public static FrontDoor open(
            InstantSource clock,
            Telemetry telemetry,
            ServerConfig config,
            DataFolder folder,
            Services services) {
        HttpConfig http = config.http();
        BodyBudget bodies = new BodyBudget(http.bodyBudgetBytes(), http.bodyBudgetPatience());
        telemetry.gauge(
                "hydrant_http_body_bytes",
                "Request bodies held in memory.",
                Labels.NONE,
                bodies::heldBytes);
        Router router =
                new Router(
                        new RequestAuthenticator(credentials(config), clock),
                        bodies,
                        http.bodyBytesMax(),
                        services.endpoints(),
                        services.admin());
        HttpSettings settings =
                new HttpSettings(
                        http.bind(), http.port(), identity(clock, http, folder), http.limits());
        return new FrontDoor(http, HttpCarrier.listen(settings, router, telemetry));
    }

    public int port() {
        return carrier.port();
    }

    /// What clients are to be told, such as `http://127.0.0.1:4566`.
    public URI endpoint() {
        String scheme = config.tls() instanceof TlsConfig.Off ? "http" : "https";
        String host = isWildcard(config.bind()) ? "127.0.0.1" : config.bind();
        String shown = host.contains(":") ? "[" + host + "]" : host;
        return URI.create(scheme + "://" + shown + ":" + port());
    }

    /// Accepts nothing new and lets open requests finish within the configured patience.
    @Override
    public void close() {
        carrier.close();
    }

    private static CredentialSource credentials(ServerConfig config) {
        Map<String, Credentials> byKey =
                config.credentials().stream()
                        .collect(
                                Collectors.toUnmodifiableMap(
                                        Credentials::accessKeyId, Function.identity()));
        return accessKeyId -> Optional.ofNullable(byKey.get(accessKeyId));
    }

    private static Optional<TlsIdentity> identity(
            InstantSource clock, HttpConfig http, DataFolder folder) {
        return switch (http.tls()) {
            case TlsConfig.Off() -> Optional.empty();
            case TlsConfig.Files(Path certificate, Path key) ->
                    Optional.of(Pem.read(certificate, key));
            case TlsConfig.SelfSigned() -> {
                TlsIdentity identity = SelfSigned.create(hosts(http.bind()), clock.instant());
                keep(identity, folder.certificate());
                yield Optional.of(identity);
            }
        };
    }

    private static List<String> hosts(String bind) {
        Set<String> hosts = new LinkedHashSet<>(List.of("localhost", "127.0.0.1", "::1"));
        if (!isWildcard(bind)) {
            hosts.add(bind);
        }
        return List.copyOf(hosts);
    }

    private static boolean isWildcard(String bind) {
        return bind.equals("0.0.0.0") || bind.equals("::");
    }

    /// So that clients can be told to trust it; the key stays in memory.
    private static void keep(TlsIdentity identity, Path file) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, Pem.write(identity));
        } catch (IOException e) {
            throw new UncheckedIOException("the certificate cannot be kept at " + file, e);
        }
    }
}
