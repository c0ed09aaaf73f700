package io.hydrant.functions.runtime.endpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hydrant.functions.runtime.Payload;

import java.util.Map;

/// What a request is answered with. Headers are written in their order. The lender of the body is
/// told when it is written.
record EndpointAnswer(int status, Map<String, String> headers, Payload body) {
    private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");

    static final EndpointAnswer ACCEPTED = json(202, "{\"status\":\"OK\"}\n");

    static EndpointAnswer error(int status, String type, String message) {
        return json(
                status, "{\"errorMessage\":\"" + message + "\",\"errorType\":\"" + type + "\"}\n");
    }

    private static EndpointAnswer json(int status, String body) {
        return new EndpointAnswer(status, JSON, Payload.of(body.getBytes(UTF_8)));
    }

    String reason() {
        return switch (status) {
            case 200 -> "OK";
            case 202 -> "Accepted";
            case 400 -> "Bad Request";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 413 -> "Request Entity Too Large";
            default -> "Status";
        };
    }
}
