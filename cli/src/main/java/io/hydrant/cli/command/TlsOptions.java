package io.hydrant.cli.command;

import io.hydrant.cli.host.ServerOptions.Tls;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.nio.file.Path;
import java.util.Optional;

/// How a server is told to encrypt: with a certificate of one's own, or with one made up.
final class TlsOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--tls-cert",
            paramLabel = "PEM",
            description = "Encrypt with this certificate chain; goes with --tls-key.")
    private Optional<Path> certificate = Optional.empty();

    @Option(names = "--tls-key", paramLabel = "PEM", description = "The key of --tls-cert.")
    private Optional<Path> key = Optional.empty();

    @Option(
            names = "--tls-self-signed",
            description = "Encrypt with a certificate made at the start.")
    private boolean selfSigned;

    Tls chosen() {
        if (certificate.isPresent() != key.isPresent()) {
            throw usage("--tls-cert and --tls-key go together");
        }
        if (selfSigned && certificate.isPresent()) {
            throw usage("--tls-self-signed and --tls-cert exclude each other");
        }
        if (selfSigned) {
            return new Tls.SelfSigned();
        }
        return certificate.isPresent()
                ? new Tls.Files(certificate.get(), key.orElseThrow())
                : new Tls.Unsaid();
    }

    private ParameterException usage(String message) {
        return new ParameterException(command.commandLine(), message);
    }
}
