package io.hydrant.functions.runtime.process;

import java.net.URI;
import java.util.Optional;
import java.util.function.Supplier;

/// What functions need to reach this server: goes into their environment.
///
/// @param endpoint where the AWS APIs answer: `AWS_ENDPOINT_URL`; asked when a process is started
/// @param sessionToken absent when credentials are not temporary ones
public record FunctionSurroundings(
        Supplier<URI> endpoint,
        String accessKeyId,
        String secretAccessKey,
        Optional<String> sessionToken) {}
