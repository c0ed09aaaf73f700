package io.hydrant.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import io.hydrant.cli.client.Credentials;
import io.hydrant.cli.host.HostedServer;
import io.hydrant.cli.host.ServerHost;
import io.hydrant.cli.host.ServerOptions;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Answers the few requests of the commands from memory, with faults on demand.
final class FakeHydrant implements HostedServer, ServerHost {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int OBJECT_RECORDS = 2_000;

    private final HttpServer http;
    private final List<byte[]> records = new ArrayList<>();
    private final Set<Integer> refusedBatches = new HashSet<>();
    private final List<String> requests = new ArrayList<>();
    private ServerOptions options = ServerOptions.local(0, Path.of("fake"));
    private int batches;
    private int describes;
    private int flushes;

    FakeHydrant() {
        try {
            http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        http.createContext("/", this::answer);
        http.start();
    }

    /// The first and the last record of this batch, counted from 0, are refused once.
    FakeHydrant refusingPartsOfBatch(int batch) {
        refusedBatches.add(batch);
        return this;
    }

    List<String> requests() {
        return requests;
    }

    synchronized List<byte[]> records() {
        return List.copyOf(records);
    }

    ServerOptions options() {
        return options;
    }

    @Override
    public HostedServer start(ServerOptions wanted) {
        options = wanted;
        return this;
    }

    @Override
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
    }

    @Override
    public String banner() {
        return "a fake listens on " + endpoint();
    }

    @Override
    public Credentials credentials() {
        return new Credentials("test", "test", "");
    }

    @Override
    public void close() {
        http.stop(0);
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getRawPath();
        String target = String.valueOf(exchange.getRequestHeaders().getFirst("x-amz-target"));
        byte[] body = exchange.getRequestBody().readAllBytes();
        requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
        if (target.startsWith("Firehose_20150804.")) {
            JsonNode input = JSON.readTree(body);
            send(
                    exchange,
                    200,
                    firehose(target.substring(target.indexOf('.') + 1), input).toString());
        } else if (path.startsWith("/_hydrant/")) {
            admin(exchange, path);
        } else if (exchange.getRequestMethod().equals("PUT")) {
            send(exchange, 200, "");
        } else if (path.indexOf('/', 1) < 0) {
            send(exchange, 200, list());
        } else {
            int from = Integer.parseInt(path.substring(path.lastIndexOf('-') + 1));
            send(exchange, 200, object(from));
        }
    }

    private ObjectNode firehose(String operation, JsonNode input) {
        ObjectNode answer = JSON.createObjectNode();
        switch (operation) {
            case "CreateDeliveryStream" -> answer.put("DeliveryStreamARN", "arn");
            case "DescribeDeliveryStream" ->
                    answer.putObject("DeliveryStreamDescription")
                            .put("DeliveryStreamStatus", describes++ < 2 ? "CREATING" : "ACTIVE");
            case "PutRecordBatch" -> putBatch(input.path("Records"), answer);
            default -> throw new IllegalArgumentException(operation);
        }
        return answer;
    }

    private void putBatch(JsonNode batch, ObjectNode answer) {
        boolean refuse = refusedBatches.contains(batches++);
        ArrayNode results = answer.putArray("RequestResponses");
        for (int place = 0; place < batch.size(); place++) {
            if (refuse && (place == 0 || place == batch.size() - 1)) {
                results.addObject().put("ErrorCode", "ServiceUnavailableException");
            } else {
                records.add(Base64.getDecoder().decode(batch.get(place).path("Data").asText()));
                results.addObject().put("RecordId", "id");
            }
        }
    }

    private void admin(HttpExchange exchange, String path) throws IOException {
        if (path.contains("/absent/")) {
            send(
                    exchange,
                    400,
                    "{\"__type\":\"ResourceNotFoundException\",\"message\":\"Firehose absent not"
                            + " found.\"}");
        } else if (path.endsWith("/flush")) {
            boolean delivered = flushes++ > 0 || !path.contains("/trips/");
            send(
                    exchange,
                    200,
                    "{\"delivered\":%b,\"records\":2,\"objects\":[\"in/a\",\"in/b\"]}"
                            .formatted(delivered && !path.contains("/slow/")));
        } else if (path.endsWith("/status")) {
            send(exchange, 200, AdminAnswers.status(records.size()));
        } else {
            String query = exchange.getRequestURI().getQuery();
            send(
                    exchange,
                    200,
                    query.contains("after=") ? AdminAnswers.NO_LOGS : AdminAnswers.LOGS);
        }
    }

    private String list() {
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\"?><ListBucketResult>");
        for (int from = 0; from < records.size(); from += OBJECT_RECORDS) {
            xml.append(
                    "<Contents><Key>trips/part-%d</Key><Size>%d</Size></Contents>"
                            .formatted(from, object(from).length()));
        }
        return xml.append("</ListBucketResult>").toString();
    }

    private String object(int from) {
        ByteArrayOutputStream object = new ByteArrayOutputStream();
        int to = Math.min(records.size(), from + OBJECT_RECORDS);
        for (byte[] record : records.subList(from, to)) {
            object.writeBytes(record);
        }
        return object.toString(StandardCharsets.UTF_8);
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
