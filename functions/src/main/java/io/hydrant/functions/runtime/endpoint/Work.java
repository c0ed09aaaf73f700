package io.hydrant.functions.runtime.endpoint;

import io.hydrant.functions.runtime.Payload;

import java.time.Instant;
import java.util.Optional;

/// An invocation as a runtime gets it.
///
/// @param payload JSON
/// @param deadline when the environment ends if it has not answered
/// @param clientContext JSON
public record Work(
        String requestId,
        Payload payload,
        Instant deadline,
        String invokedArn,
        String traceId,
        Optional<String> clientContext) {}
