package io.hydrant.storage.s3;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// How to reach an S3.
///
/// @param endpoint empty for AWS itself
/// @param credentials empty for those of the machine (environment, profile, instance)
/// @param timeouts how long to wait for what
/// @param staging folder for bodies that must be rendered before they are sent; belongs to this
///   store alone
public record S3Connection(
        Optional<URI> endpoint,
        String region,
        boolean pathStyle,
        Optional<S3Credentials> credentials,
        Timeouts timeouts,
        Path staging) {

    /// An access key; its text never shows.
    ///
    /// @param sessionToken of temporary credentials
    public record S3Credentials(
            String accessKeyId, String secretKey, Optional<String> sessionToken) {
        @Override
        public String toString() {
            return "S3Credentials[" + accessKeyId + "]";
        }
    }

    /// @param connect to open a connection
    /// @param silence how long the other side may say nothing
    /// @param attempt one try of a request with its body
    public record Timeouts(Duration connect, Duration silence, Duration attempt) {
        public static final Timeouts DEFAULTS =
                new Timeouts(
                        Duration.ofSeconds(10), Duration.ofSeconds(60), Duration.ofMinutes(15));
    }
}
