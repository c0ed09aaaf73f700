package io.hydrant.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Answers queries from memory: every one has the result `"name","n"` / `"a ""b""","1"` / `,"2"`;
/// those that say `fail` fail, `CREATE` answers nothing, and the first look at each finds it
/// running.
final class FakeAthena implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    static final String CSV = "\"name\",\"n\"\n\"a \"\"b\"\"\",\"1\"\n,\"2\"\n";

    private final HttpServer http;
    final List<String> started = new ArrayList<>();
    final List<String> stopped = new ArrayList<>();
    final Set<String> buckets = new HashSet<>();
    final Set<String> objects = new HashSet<>();
    private int looks;

    FakeAthena() {
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

    private synchronized void answer(HttpExchange exchange) throws IOException {
        String target = String.valueOf(exchange.getRequestHeaders().getFirst("x-amz-target"));
        byte[] body = exchange.getRequestBody().readAllBytes();
        if (target.startsWith("AmazonAthena.")) {
            JsonNode input = JSON.readTree(body);
            athena(exchange, target.substring(target.indexOf('.') + 1), input);
        } else {
            s3(exchange);
        }
    }

    private void athena(HttpExchange exchange, String operation, JsonNode input)
            throws IOException {
        switch (operation) {
            case "StartQueryExecution" -> start(exchange, input);
            case "GetQueryExecution" -> send(exchange, 200, execution(input));
            case "GetQueryResults" -> send(exchange, 200, results(input));
            case "StopQueryExecution" -> {
                stopped.add(input.path("QueryExecutionId").asText());
                send(exchange, 200, "{}");
            }
            default -> throw new IllegalArgumentException(operation);
        }
    }

    private void start(HttpExchange exchange, JsonNode input) throws IOException {
        String location = input.path("ResultConfiguration").path("OutputLocation").asText();
        String text = input.path("QueryString").asText();
        if (location.isEmpty()) {
            refuse(exchange, "No output location provided. An output location is required.");
        } else if (!buckets.contains(location.split("/")[2])) {
            refuse(exchange, "Unable to verify/create output bucket " + location.split("/")[2]);
        } else if (text.startsWith("SELEC ")) {
            refuse(exchange, "line 1:1: mismatched input 'SELEC'");
        } else {
            if (text.startsWith("UNLOAD")) {
                String place = text.substring(text.indexOf("s3://") + 5, text.indexOf("' WITH"));
                objects.add(place.substring(place.indexOf('/') + 1) + "part-0");
            }
            started.add(text);
            looks = 0;
            send(exchange, 200, "{\"QueryExecutionId\":\"%d\"}".formatted(started.size() - 1));
        }
    }

    private static void refuse(HttpExchange exchange, String message) throws IOException {
        send(
                exchange,
                400,
                "{\"__type\":\"InvalidRequestException\",\"Message\":\"" + message + "\"}");
    }

    private String text(JsonNode input) {
        return started.get(Integer.parseInt(input.path("QueryExecutionId").asText()));
    }

    private String execution(JsonNode input) {
        String text = text(input);
        String end = text.contains("fail") ? "FAILED" : "SUCCEEDED";
        String state = looks++ == 0 ? "RUNNING" : end;
        String reason = "TABLE_NOT_FOUND: line 1:15: Table 'awsdatacatalog.db.t' does not exist";
        return """
        {"QueryExecution":{"Status":{"State":"%s"%s},
         "ResultConfiguration":{"OutputLocation":"s3://hydrant-query-results/x.%s"},
         "Statistics":{"DataScannedInBytes":1536,"TotalExecutionTimeInMillis":1230}}}
        """
                .formatted(
                        state,
                        state.equals("FAILED") ? ",\"StateChangeReason\":\"" + reason + "\"" : "",
                        text.startsWith("SELECT") ? "csv" : "txt");
    }

    private String results(JsonNode input) {
        if (!text(input).startsWith("SELECT")) {
            return "{\"ResultSet\":{\"Rows\":[{\"Data\":[{\"VarCharValue\":\"a\\tb\"}]}]}}";
        }
        String columns =
                "\"ResultSetMetadata\":{\"ColumnInfo\":[{\"Name\":\"name\",\"Type\":\"varchar\"},"
                        + "{\"Name\":\"n\",\"Type\":\"integer\"}]}";
        boolean first = !input.has("NextToken");
        String rows =
                first
                        ? "{\"Data\":[{\"VarCharValue\":\"name\"},{\"VarCharValue\":\"n\"}]},"
                                + "{\"Data\":[{\"VarCharValue\":\"a \\\"b\\\"\"},"
                                + "{\"VarCharValue\":\"1\"}]}"
                        : "{\"Data\":[{},{\"VarCharValue\":\"2\"}]}";
        return "{\"ResultSet\":{\"Rows\":[%s],%s}%s}"
                .formatted(rows, columns, first ? ",\"NextToken\":\"more\"" : "");
    }

    private void s3(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        switch (exchange.getRequestMethod()) {
            case "PUT" -> {
                buckets.add(path.substring(1));
                send(exchange, 200, "");
            }
            case "DELETE" -> {
                objects.remove(path.substring(path.indexOf('/', 1) + 1));
                send(exchange, 204, "");
            }
            default -> send(exchange, 200, path.indexOf('/', 1) < 0 ? list() : CSV);
        }
    }

    private String list() {
        StringBuilder list = new StringBuilder("<ListBucketResult>");
        objects.forEach(
                key ->
                        list.append(
                                "<Contents><Key>%s</Key><Size>1</Size></Contents>".formatted(key)));
        return list.append("</ListBucketResult>").toString();
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        http.stop(0);
    }
}
