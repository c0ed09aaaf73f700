package io.hydrant.functions.runtime.process;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/// What functions need to reach this server: goes into their environment.
///
/// @param endpoint where the AWS APIs answer: `AWS_ENDPOINT_URL`; asked when a process is started
/// @param certificate file with the certificate chain that the server shows, in PEM form; asked
///   when the first process is started, and empty where it speaks no TLS
/// @param sessionToken absent when credentials are not temporary ones
public record FunctionSurroundings(
        Supplier<URI> endpoint,
        Supplier<Optional<Path>> certificate,
        String accessKeyId,
        String secretAccessKey,
        Optional<String> sessionToken) {

    /// Of a server that speaks no TLS.
    public FunctionSurroundings(
            Supplier<URI> endpoint,
            String accessKeyId,
            String secretAccessKey,
            Optional<String> sessionToken) {
        this(endpoint, Optional::empty, accessKeyId, secretAccessKey, sessionToken);
    }
}
