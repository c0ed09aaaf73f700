package io.hydrant.functions.runtime;

import io.hydrant.functions.function.FunctionVersion;

import java.util.Optional;

/// What a function is asked.
///
/// @param requestId what caller and function know it by: a UUID
/// @param event JSON
/// @param clientContext JSON, as the caller gave it
public record Invocation(
        FunctionVersion function, String requestId, Payload event, Optional<String> clientContext) {
    public Invocation(
            FunctionVersion function,
            String requestId,
            byte[] payload,
            Optional<String> clientContext) {
        this(function, requestId, Payload.of(payload), clientContext);
    }

    /// The event, copied if its array is longer.
    public byte[] payload() {
        return event.toBytes();
    }
}
