package io.hydrant.server.http;

import io.hydrant.wire.http.HttpRequest;
import io.hydrant.wire.http.HttpResponse;

/// Answers every request of the port. Called on a virtual thread of its own for each request.
public interface RequestHandler {
    /// @param requestId a fresh UUID
    HttpResponse handle(HttpRequest request, String requestId);
}
