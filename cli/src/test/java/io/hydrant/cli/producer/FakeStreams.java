package io.hydrant.cli.producer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import io.hydrant.cli.client.Credentials;
import io.hydrant.cli.client.RequestSigner;
import io.hydrant.cli.client.WireClient;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// A server that answers as it is told, in order, and remembers what it was asked.
final class FakeStreams implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer http;
    private final Deque<Scripted> answers = new ArrayDeque<>();
    private final List<Asked> asked = new ArrayList<>();

    /// @param target the value of `X-Amz-Target`
    record Asked(String target, JsonNode input) {}

    private record Scripted(int status, String body) {}

    FakeStreams() {
        try {
            http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        http.createContext("/", this::answer);
        http.start();
    }

    FakeStreams answering(int status, String body) {
        answers.add(new Scripted(status, body));
        return this;
    }

    synchronized List<Asked> asked() {
        return List.copyOf(asked);
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
    }

    WireClient connect() {
        RequestSigner signer =
                new RequestSigner(
                        InstantSource.system(), new Credentials("test", "test", ""), "us-east-1");
        return new WireClient(endpoint(), signer, Optional.empty());
    }

    @Override
    public void close() {
        http.stop(0);
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        asked.add(
                new Asked(
                        exchange.getRequestHeaders().getFirst("x-amz-target"),
                        JSON.readTree(body)));
        Scripted scripted = answers.remove();
        byte[] bytes = scripted.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(scripted.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
