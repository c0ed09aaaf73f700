package io.hydrant.conformance.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.firehose.model.Record;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/// A Firehose that throttles: answers `PutRecordBatch` as the service does when too much comes, and
/// has another take what it does not refuse. It refuses in four ways by turns, until it recovers.
final class RefusingFirehose implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SLOW = "ServiceUnavailableException";

    private final FirehoseClient behind;
    private final int refusalsMax;
    private final AtomicInteger requests = new AtomicInteger();
    private final Set<String> taken = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    private RefusingFirehose(FirehoseClient behind, int refusalsMax, HttpServer server) {
        this.behind = behind;
        this.refusalsMax = refusalsMax;
        this.server = server;
    }

    /// @param refusalsMax after so many requests it takes everything
    static RefusingFirehose before(FirehoseClient behind, int refusalsMax) {
        try {
            InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
            HttpServer server = HttpServer.create(any, 0);
            RefusingFirehose firehose = new RefusingFirehose(behind, refusalsMax, server);
            server.createContext("/", firehose::answer);
            server.setExecutor(firehose.threads);
            server.start();
            return firehose;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    int requestCount() {
        return requests.get();
    }

    /// Records that it took, as text.
    Set<String> taken() {
        return taken;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode input = JSON.readTree(exchange.getRequestBody());
            int number = requests.getAndIncrement();
            int turn = number < refusalsMax ? number % 4 : 4;
            switch (turn) {
                case 0 -> refuse(exchange, 400, "ThrottlingException");
                case 1 -> refuse(exchange, 503, SLOW);
                case 2 -> take(exchange, input, 3);
                case 3 -> take(exchange, input, 1);
                default -> take(exchange, input, Integer.MAX_VALUE);
            }
        }
    }

    private static void refuse(HttpExchange exchange, int status, String code) throws IOException {
        ObjectNode body = JSON.createObjectNode().put("__type", code).put("message", "Slow down.");
        send(exchange, status, body);
    }

    /// @param nth every so many entries one is refused
    private void take(HttpExchange exchange, JsonNode input, int nth) throws IOException {
        ObjectNode body = JSON.createObjectNode().put("Encrypted", false);
        ArrayNode entries = body.putArray("RequestResponses");
        List<Record> good = new ArrayList<>();
        for (JsonNode record : input.path("Records")) {
            if (entries.size() % nth == nth - 1) {
                entries.addObject().put("ErrorCode", SLOW).put("ErrorMessage", "Slow down.");
            } else {
                entries.addObject().put("RecordId", "taken");
                byte[] data = record.path("Data").binaryValue();
                good.add(Record.builder().data(SdkBytes.fromByteArray(data)).build());
            }
        }
        if (!good.isEmpty()) {
            String stream = input.path("DeliveryStreamName").asText();
            behind.putRecordBatch(put -> put.deliveryStreamName(stream).records(good));
            good.forEach(record -> taken.add(record.data().asUtf8String()));
        }
        send(exchange, 200, body.put("FailedPutCount", entries.size() - good.size()));
    }

    private static void send(HttpExchange exchange, int status, JsonNode body) throws IOException {
        byte[] bytes = JSON.writeValueAsBytes(body);
        exchange.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.1");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
