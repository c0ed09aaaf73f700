package io.hydrant.functions.remote;

import io.hydrant.functions.function.FunctionReference;

import java.util.Optional;

/// What a function elsewhere is asked.
///
/// @param requestId by which its caller knows it
/// @param payload JSON
/// @param clientContext JSON, as the caller gave it
public record RemoteInvocation(
        FunctionReference function,
        String requestId,
        byte[] payload,
        Optional<String> clientContext) {}
