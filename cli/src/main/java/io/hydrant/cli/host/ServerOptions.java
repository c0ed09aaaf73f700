package io.hydrant.cli.host;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// What the command line says about a server; what it leaves open the configuration decides.
///
/// @param port 0 means any free one
/// @param host the address to listen at
/// @param data the folder that holds everything
/// @param config a configuration file
/// @param settings keys of the configuration; they win over the file
public record ServerOptions(
        Optional<Integer> port,
        Optional<String> host,
        Optional<Path> data,
        Optional<Path> config,
        Map<String, String> settings,
        Tls tls) {
    /// A server for this machine alone, on a given folder.
    public static ServerOptions local(int port, Path data) {
        return new ServerOptions(
                Optional.of(port),
                Optional.of("127.0.0.1"),
                Optional.of(data),
                Optional.empty(),
                Map.of(),
                new Tls.Unsaid());
    }

    /// How connections are encrypted.
    public sealed interface Tls {
        /// As the configuration says; without one, not at all.
        record Unsaid() implements Tls {}

        /// With a certificate made at the start.
        record SelfSigned() implements Tls {}

        /// With a certificate chain and its key, both PEM.
        record Files(Path certificate, Path key) implements Tls {}
    }
}
