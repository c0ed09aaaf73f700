package io.hydrant.cli.command;

import io.hydrant.cli.client.Credentials;
import io.hydrant.cli.client.RequestSigner;
import io.hydrant.cli.client.TrustedCertificates;
import io.hydrant.cli.client.WireClient;
import io.hydrant.cli.terminal.CommandFailed;

import picocli.CommandLine.Option;

import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/// Which server a command talks to, and as whom; the same names and variables as the aws CLI's.
final class ConnectionOptions {
    private static final String DEFAULT_ENDPOINT = "http://127.0.0.1:4566";

    @Option(
            names = "--endpoint-url",
            paramLabel = "URL",
            description =
                    "Where the server is. Default: AWS_ENDPOINT_URL, else http://127.0.0.1:4566")
    private Optional<URI> endpoint = Optional.empty();

    @Option(
            names = "--region",
            paramLabel = "REGION",
            description =
                    "The region of the stream. Default: AWS_REGION, AWS_DEFAULT_REGION, else"
                            + " us-east-1")
    private Optional<String> region = Optional.empty();

    @Option(
            names = "--ca-bundle",
            paramLabel = "PEM",
            description =
                    "Certificates to trust on https. Default: AWS_CA_BUNDLE, else those of the JDK")
    private Optional<Path> caBundle = Optional.empty();

    WireClient open(Map<String, String> environment) {
        URI server =
                endpoint.orElseGet(
                        () ->
                                URI.create(
                                        environment.getOrDefault(
                                                "AWS_ENDPOINT_URL", DEFAULT_ENDPOINT)));
        if (server.getHost() == null
                || server.getScheme() == null
                || !server.getScheme().startsWith("http")) {
            throw new CommandFailed(
                    "--endpoint-url must look like " + DEFAULT_ENDPOINT + " but was " + server);
        }
        RequestSigner signer =
                new RequestSigner(
                        InstantSource.system(), credentials(environment), region(environment));
        Optional<Path> certificates =
                caBundle.or(
                        () -> Optional.ofNullable(environment.get("AWS_CA_BUNDLE")).map(Path::of));
        return new WireClient(server, signer, certificates.map(TrustedCertificates::of));
    }

    /// The region that is meant, also where no server is asked.
    String region(Map<String, String> environment) {
        String fallback = environment.getOrDefault("AWS_DEFAULT_REGION", "us-east-1");
        return region.orElse(environment.getOrDefault("AWS_REGION", fallback));
    }

    private static Credentials credentials(Map<String, String> environment) {
        return new Credentials(
                environment.getOrDefault("AWS_ACCESS_KEY_ID", "test"),
                environment.getOrDefault("AWS_SECRET_ACCESS_KEY", "test"),
                environment.getOrDefault("AWS_SESSION_TOKEN", ""));
    }
}
