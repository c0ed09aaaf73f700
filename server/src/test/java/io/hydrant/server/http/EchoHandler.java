package io.hydrant.server.http;

import io.hydrant.wire.http.HttpRequest;
import io.hydrant.wire.http.HttpResponse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Answers with what it understood of the request, and remembers it.
final class EchoHandler implements RequestHandler {
    private final Queue<HttpRequest> seen = new ConcurrentLinkedQueue<>();

    @Override
    public HttpResponse handle(HttpRequest request, String requestId) {
        seen.add(request);
        try {
            byte[] body = request.body().readAllBytes();
            String text =
                    String.join(
                            "|",
                            request.method(),
                            request.rawPath(),
                            request.rawQuery(),
                            request.headers().first("host").orElse("none"),
                            request.secure() ? "tls" : "plain",
                            body.length + " bytes");
            return HttpResponse.of(200, "text/plain", text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    HttpRequest next() {
        return seen.remove();
    }
}
