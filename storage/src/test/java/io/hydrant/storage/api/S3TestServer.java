package io.hydrant.storage.api;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import io.hydrant.kernel.name.AccountId;
import io.hydrant.kernel.name.Region;
import io.hydrant.storage.file.FileObjectStore;
import io.hydrant.testkit.RecordedTelemetry;
import io.hydrant.wire.auth.AuthErrors;
import io.hydrant.wire.auth.AuthenticatedRequest;
import io.hydrant.wire.auth.AuthenticationFailure;
import io.hydrant.wire.auth.Caller;
import io.hydrant.wire.auth.Credentials;
import io.hydrant.wire.auth.RequestAuthenticator;
import io.hydrant.wire.http.Headers;
import io.hydrant.wire.http.HttpRequest;
import io.hydrant.wire.http.HttpResponse;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/// The endpoint on a free loopback port, with signatures verified, carried by the JDK's server.
public final class S3TestServer implements AutoCloseable {
    public static final String ACCESS_KEY = "test";
    public static final String SECRET_KEY = "test-secret";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final FileObjectStore store;
    private final RecordedTelemetry telemetry = new RecordedTelemetry();
    private final AtomicInteger passesLeft = new AtomicInteger();
    private final AtomicInteger failuresLeft = new AtomicInteger();
    private final AtomicInteger requests = new AtomicInteger();

    private S3TestServer(HttpServer server, FileObjectStore store) {
        this.server = server;
        this.store = store;
    }

    public static S3TestServer start(Path root) throws IOException {
        InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        FileObjectStore store =
                FileObjectStore.open(root, InstantSource.system(), new RecordedTelemetry());
        S3TestServer test = new S3TestServer(HttpServer.create(anyPort, 0), store);
        Credentials known =
                new Credentials(ACCESS_KEY, SECRET_KEY, Optional.empty(), AccountId.DEFAULT);
        RequestAuthenticator authenticator =
                new RequestAuthenticator(
                        key -> Optional.of(known).filter(c -> c.accessKeyId().equals(key)),
                        InstantSource.system());
        S3Endpoint endpoint = new S3Endpoint(store, List.of("s3.example.test"), test.telemetry);
        test.server.createContext("/", exchange -> test.answer(exchange, authenticator, endpoint));
        test.server.setExecutor(test.threads);
        test.server.start();
        return test;
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    public FileObjectStore store() {
        return store;
    }

    public RecordedTelemetry telemetry() {
        return telemetry;
    }

    /// The next requests are answered 503.
    public void failNext(int count) {
        failNextAfter(0, count);
    }

    /// Some requests pass; then some are answered 503.
    public void failNextAfter(int passCount, int failCount) {
        passesLeft.set(passCount);
        failuresLeft.set(failCount);
    }

    public int requests() {
        return requests.get();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(
            HttpExchange exchange, RequestAuthenticator authenticator, S3Endpoint endpoint)
            throws IOException {
        requests.incrementAndGet();
        try (exchange) {
            HttpRequest request = request(exchange);
            String requestId = UUID.randomUUID().toString();
            boolean passes = takes(passesLeft);
            if (!passes && takes(failuresLeft)) {
                request.body().transferTo(OutputStream.nullOutputStream());
                send(exchange, HttpResponse.empty(503));
                return;
            }
            try {
                AuthenticatedRequest checked = authenticator.authenticate(request, 1024 * 1024);
                send(exchange, endpoint.handle(checked.request(), checked.caller(), requestId));
            } catch (AuthenticationFailure failure) {
                boolean unsigned = failure.kind() == AuthenticationFailure.Kind.MISSING_CREDENTIALS;
                send(
                        exchange,
                        unsigned
                                ? endpoint.handle(request, anonymous(), requestId)
                                : AuthErrors.toResponse(
                                        failure,
                                        AuthErrors.Protocol.S3,
                                        requestId,
                                        request.rawPath()));
            }
        }
    }

    private static boolean takes(AtomicInteger left) {
        return left.getAndUpdate(count -> Math.max(0, count - 1)) > 0;
    }

    private static Caller anonymous() {
        return new Caller(AccountId.DEFAULT, new Region("us-east-1"), "s3", "");
    }

    private static HttpRequest request(HttpExchange exchange) {
        Headers headers = new Headers();
        exchange.getRequestHeaders()
                .forEach((name, values) -> values.forEach(value -> headers.add(name, value)));
        URI uri = exchange.getRequestURI();
        return new HttpRequest(
                exchange.getRequestMethod(),
                uri.getRawPath(),
                Optional.ofNullable(uri.getRawQuery()).orElse(""),
                headers,
                exchange.getRequestBody(),
                false);
    }

    private static void send(HttpExchange exchange, HttpResponse response) throws IOException {
        response.headers().forEach(exchange.getResponseHeaders()::add);
        switch (response.body()) {
            case HttpResponse.Body.Bytes(byte[] bytes) -> {
                if (exchange.getRequestMethod().equals("HEAD") || bytes.length == 0) {
                    exchange.sendResponseHeaders(response.status(), -1);
                    return;
                }
                exchange.getResponseHeaders().remove("content-length");
                exchange.sendResponseHeaders(response.status(), bytes.length);
                exchange.getResponseBody().write(bytes);
            }
            case HttpResponse.Body.Stream(long lengthBytes, HttpResponse.Writer writer) -> {
                exchange.getResponseHeaders().remove("content-length");
                exchange.sendResponseHeaders(response.status(), Math.max(lengthBytes, 0));
                try (OutputStream out = exchange.getResponseBody()) {
                    writer.writeTo(out);
                }
            }
        }
    }
}
