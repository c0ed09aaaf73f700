package io.hydrant.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Takes records for any stream but `absent`, and remembers them.
final class FakeIntake implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer http;
    private final Map<String, List<String>> records = new TreeMap<>();
    private final List<String> scopes = new ArrayList<>();

    FakeIntake() {
        try {
            http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        http.createContext("/", this::answer);
        http.start();
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
    }

    /// What came for a stream, such as `PutRecords trips`.
    synchronized List<String> records(String stream) {
        return List.copyOf(records.getOrDefault(stream, List.of()));
    }

    /// Key, region and service of each request's signature.
    synchronized List<String> scopes() {
        return List.copyOf(scopes);
    }

    @Override
    public void close() {
        http.stop(0);
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        String target = exchange.getRequestHeaders().getFirst("x-amz-target");
        String operation = target.substring(target.indexOf('.') + 1);
        String scope = exchange.getRequestHeaders().getFirst("authorization");
        scopes.add(scope.replaceAll(".*Credential=([^/]+)/\\d+/([^/]+/[^/]+)/.*", "$1/$2"));
        JsonNode input = JSON.readTree(exchange.getRequestBody());
        boolean stream = operation.equals("PutRecords");
        String name = input.path(stream ? "StreamName" : "DeliveryStreamName").asText();
        if (name.equals("absent")) {
            send(
                    exchange,
                    400,
                    "{\"__type\":\"ResourceNotFoundException\",\"message\":\"absent not found.\"}");
            return;
        }
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode results = answer.putArray(stream ? "Records" : "RequestResponses");
        for (JsonNode record : input.path("Records")) {
            byte[] data = Base64.getDecoder().decode(record.path("Data").asText());
            records.computeIfAbsent(operation + " " + name, _ -> new ArrayList<>())
                    .add(new String(data, StandardCharsets.UTF_8));
            ObjectNode result = results.addObject();
            if (stream) {
                result.put("SequenceNumber", "1").put("ShardId", "shardId-000000000000");
            } else {
                result.put("RecordId", "id");
            }
        }
        send(exchange, 200, answer.put("FailedRecordCount", 0).put("FailedPutCount", 0).toString());
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
