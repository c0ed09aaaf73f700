package io.hydrant.server.config;

import java.nio.file.Path;

/// Whether the port also speaks TLS, and with which certificate.
public sealed interface TlsConfig {
    record Off() implements TlsConfig {}

    /// A certificate made at start, for the names of this machine.
    record SelfSigned() implements TlsConfig {}

    /// A chain and its key in PEM form.
    record Files(Path certificateFile, Path keyFile) implements TlsConfig {}
}
