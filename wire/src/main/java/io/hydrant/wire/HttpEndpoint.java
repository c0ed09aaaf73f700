package io.hydrant.wire;

import io.hydrant.wire.auth.Caller;
import io.hydrant.wire.http.HttpRequest;
import io.hydrant.wire.http.HttpResponse;

/// Answers the requests of one service, after the signature was checked.
///
/// Never throws for what a client did: refusals are responses in the caller's protocol. A
/// RuntimeException that escapes is a defect; the server logs it and answers 500 `InternalFailure`.
public interface HttpEndpoint {
    /// @param request the body is decoded (no chunk framing) and checked against the signature
    ///   while it is read
    /// @param caller whose request it is
    /// @param requestId a fresh UUID, to be answered in the protocol's own header
    /// @throws java.io.UncheckedIOException if the body could not be read to its end; whoever
    ///   carries the request knows why
    HttpResponse handle(HttpRequest request, Caller caller, String requestId);
}
