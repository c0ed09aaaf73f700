package io.hydrant.server.http;

import io.hydrant.kernel.telemetry.Labels;
import io.hydrant.kernel.telemetry.Telemetry;

import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http2.server.AbstractHTTP2ServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.DetectorConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// One listening port. HTTP/1.1, HTTP/2 by prior knowledge, and TLS (with or without ALPN) share
/// it: the first bytes of a connection, and again the first bytes inside TLS, say which it is.
///
/// ```
/// first byte 0x16 ── TLS ─┬─ ALPN h2 ──────────────────────────── HTTP/2
///                         └─ ALPN http/1.1, or none ─┐
/// anything else ─────────────────────────────────────┴─┬─ "PRI * HTTP/2.0" ── HTTP/2
///                                                      └─ else ────────────── HTTP/1.1
/// ```
///
/// Threads: one acceptor, a selector for every two processors, a scheduler, and a virtual thread
/// for each request. Request targets reach the handler as sent: nothing is decoded or normalised;
/// only a path with a broken percent escape or a NUL is answered 400 before.
public final class HttpCarrier implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpCarrier.class);
    private static final int INPUT_BUFFER_BYTES = 64 * 1024;
    private static final int HTTP2_SESSION_WINDOW_BYTES = 4 << 20;
    private static final int HTTP2_STREAM_WINDOW_BYTES = 1 << 20;
    private static final int ACCEPT_QUEUE_LENGTH = 512;

    private final Server server;
    private final ServerConnector connector;

    private HttpCarrier(Server server, ServerConnector connector) {
        this.server = server;
        this.connector = connector;
    }

    /// Opens the port and starts to answer.
    ///
    /// @throws PortUnavailable if the port is taken or the address is not this machine's
    public static HttpCarrier listen(
            HttpSettings settings, RequestHandler handler, Telemetry telemetry) {
        ConnectionWatch connections = new ConnectionWatch(settings.limits());
        telemetry.gauge(
                "hydrant_http_connections",
                "Open connections.",
                Labels.NONE,
                connections::openCount);
        Server server = new Server(threads());
        ServerConnector connector = connector(server, settings, connections);
        connector.addBean(connections); // an AcceptListener and, for each connection, a Listener
        server.addConnector(connector);
        server.setErrorHandler(new PlainErrors());
        server.setStopTimeout(settings.limits().stopPatience().toMillis());
        server.setHandler(
                new GracefulHandler(
                        new ExchangeHandler(handler, settings.limits(), connections, telemetry)));
        HttpCarrier carrier = new HttpCarrier(server, connector);
        carrier.start(settings);
        connections.watch(connector.getScheduler());
        return carrier;
    }

    /// The port listened on, also when the settings left the choice to the system.
    public int port() {
        return connector.getLocalPort();
    }

    /// Accepts nothing new, lets open requests finish within the patience, and closes.
    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) { // Jetty declares no narrower type
            LOG.warn("some requests were cut off at the end: {}", e.toString());
        }
    }

    private void start(HttpSettings settings) {
        try {
            connector.open();
        } catch (IOException e) {
            throw new PortUnavailable(settings, e.getCause() == null ? e : e.getCause());
        }
        try {
            server.start();
        } catch (Exception e) { // Jetty declares no narrower type
            close();
            throw new IllegalStateException("the HTTP server did not start", e);
        }
    }

    private static QueuedThreadPool threads() {
        QueuedThreadPool threads = new QueuedThreadPool();
        threads.setName("http");
        threads.setReservedThreads(0); // requests run on virtual threads
        threads.setVirtualThreadsExecutor(VirtualThreads.getNamedVirtualThreadsExecutor("http-"));
        return threads;
    }

    private static ServerConnector connector(
            Server server, HttpSettings settings, ConnectionWatch connections) {
        int selectors = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        ConnectionFactory[] factories = factories(settings).toArray(ConnectionFactory[]::new);
        ServerConnector connector =
                new ServerConnector(server, 1, selectors, factories) {
                    /// Connections get a second from now on; those that carry a request get more.
                    @Override
                    public CompletableFuture<Void> shutdown() {
                        CompletableFuture<Void> done = super.shutdown();
                        connections.beginStopping();
                        return done;
                    }
                };
        connector.setHost(settings.bind());
        connector.setPort(settings.port());
        connector.setIdleTimeout(settings.limits().idleTimeout().toMillis());
        connector.setAcceptQueueSize(ACCEPT_QUEUE_LENGTH);
        connector.setAcceptedTcpNoDelay(true);
        connector.setReuseAddress(true);
        return connector;
    }

    private static List<ConnectionFactory> factories(HttpSettings settings) {
        HttpConfiguration configuration = configuration(settings.limits());
        HttpConnectionFactory http1 = new HttpConnectionFactory(configuration);
        http1.setInputBufferSize(INPUT_BUFFER_BYTES);
        HTTP2CServerConnectionFactory http2Clear =
                tuned(new HTTP2CServerConnectionFactory(configuration), settings.limits());
        List<ConnectionFactory> factories = new ArrayList<>();
        settings.tls()
                .ifPresent(
                        identity -> {
                            SslConnectionFactory tls =
                                    new SslConnectionFactory(identity.contextFactory(), "alpn");
                            tls.setEnsureSecureRequestCustomizer(false);
                            ALPNServerConnectionFactory alpn =
                                    new ALPNServerConnectionFactory("h2", "http/1.1");
                            alpn.setDefaultProtocol(HttpVersion.HTTP_1_1.asString());
                            factories.add(new DetectorConnectionFactory(tls));
                            factories.add(http1);
                            factories.add(tls);
                            factories.add(alpn);
                            factories.add(
                                    tuned(
                                            new HTTP2ServerConnectionFactory(configuration),
                                            settings.limits()));
                        });
        if (factories.isEmpty()) {
            factories.add(http1);
        }
        factories.add(http2Clear);
        return factories;
    }

    private static <F extends AbstractHTTP2ServerConnectionFactory> F tuned(
            F factory, HttpLimits limits) {
        factory.setInputBufferSize(INPUT_BUFFER_BYTES);
        factory.setInitialSessionRecvWindow(HTTP2_SESSION_WINDOW_BYTES);
        factory.setInitialStreamRecvWindow(HTTP2_STREAM_WINDOW_BYTES);
        factory.setStreamIdleTimeout(limits.idleTimeout().toMillis());
        return factory;
    }

    private static HttpConfiguration configuration(HttpLimits limits) {
        HttpConfiguration configuration = new HttpConfiguration();
        // Otherwise `charset=UTF-8` arrives as `charset=utf-8`, and its signature does not hold.
        configuration.setHeaderCacheCaseSensitive(true);
        configuration.setRequestHeaderSize(limits.headerBytesMax());
        configuration.setSendServerVersion(false);
        configuration.setSendXPoweredBy(false);
        configuration.setSendDateHeader(true); // clients correct their clocks by it
        configuration.setUriCompliance(UriCompliance.UNSAFE); // signatures cover the target as sent
        configuration.setRelativeRedirectAllowed(true);
        // The name in a client's SNI is its own business: certificates here are often self-signed.
        configuration.addCustomizer(new SecureRequestCustomizer(false));
        return configuration;
    }
}
