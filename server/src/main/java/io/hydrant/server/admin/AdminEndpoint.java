package io.hydrant.server.admin;

import io.hydrant.wire.http.HttpResponse;

/// Answers one of the server's own paths.
@FunctionalInterface
public interface AdminEndpoint {
    /// @throws io.hydrant.kernel.error.InvalidArgument for a parameter that breaks a rule: 400
    HttpResponse handle(AdminRequest request);
}
