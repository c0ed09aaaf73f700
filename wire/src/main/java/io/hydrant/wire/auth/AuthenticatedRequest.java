package io.hydrant.wire.auth;

import io.hydrant.wire.http.HttpRequest;

/// A request whose signature holds.
///
/// @param request its body is a [io.hydrant.wire.http.BodyBytes] already verified, or for S3 a
///   [VerifiedBody] that is verified while it is read
public record AuthenticatedRequest(HttpRequest request, Caller caller) {}
