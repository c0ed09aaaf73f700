package io.hydrant.functions.runtime;

import io.hydrant.functions.function.FunctionVersion;

import java.util.Optional;

/// What a function is asked.
///
/// @param requestId what caller and function know it by: a UUID
/// @param payload JSON
/// @param clientContext JSON, as the caller gave it
public record Invocation(
        FunctionVersion function,
        String requestId,
        byte[] payload,
        Optional<String> clientContext) {}
