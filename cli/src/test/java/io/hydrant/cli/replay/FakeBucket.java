package io.hydrant.cli.replay;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import io.hydrant.cli.client.Buckets;
import io.hydrant.cli.client.Credentials;
import io.hydrant.cli.client.RequestSigner;
import io.hydrant.cli.client.WireClient;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// A bucket `lake` that lists and gives its objects.
final class FakeBucket implements AutoCloseable {
    private final HttpServer http;
    private final SortedMap<String, String> objects = new TreeMap<>();

    FakeBucket() {
        try {
            http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        http.createContext("/", this::answer);
        http.start();
    }

    FakeBucket with(String key, String text) {
        objects.put(key, text);
        return this;
    }

    Buckets connect() {
        URI endpoint = URI.create("http://127.0.0.1:" + http.getAddress().getPort());
        RequestSigner signer =
                new RequestSigner(
                        InstantSource.system(), new Credentials("test", "test", ""), "us-east-1");
        return new Buckets(new WireClient(endpoint, signer, Optional.empty()));
    }

    @Override
    public void close() {
        http.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String text =
                path.equals("/lake")
                        ? list(exchange.getRequestURI().getQuery())
                        : objects.get(path.substring("/lake/".length()));
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private String list(String query) {
        String prefix = query.replaceAll(".*prefix=([^&]*).*", "$1");
        StringBuilder xml = new StringBuilder("<ListBucketResult>");
        objects.forEach(
                (key, text) -> {
                    if (key.startsWith(prefix)) {
                        xml.append(
                                "<Contents><Key>%s</Key><Size>%d</Size></Contents>"
                                        .formatted(
                                                URLEncoder.encode(key, StandardCharsets.UTF_8),
                                                text.length()));
                    }
                });
        return xml.append("</ListBucketResult>").toString();
    }
}
