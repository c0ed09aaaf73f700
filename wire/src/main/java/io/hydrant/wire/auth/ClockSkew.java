package io.hydrant.wire.auth;

import java.time.Duration;

/// How far the time of a signature may be from the server's, either way.
///
/// @param services for every service but S3
/// @param s3 for S3
public record ClockSkew(Duration services, Duration s3) {
    public static final ClockSkew DEFAULTS =
            new ClockSkew(Duration.ofMinutes(5), Duration.ofMinutes(15));

    Duration of(String service) {
        return service.equals(ServiceGuess.S3) ? s3 : services;
    }
}
