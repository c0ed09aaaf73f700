package io.hydrant.wire.auth;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a request says about its signature of version 4; nothing of it is verified.
///
/// @param timestamp the time of signing as it enters the string to sign
/// @param signedHeaders lower-case, in the order given
/// @param sessionToken of temporary credentials
/// @param validFor how long a presigned URL lasts; empty for the header form
record Claim(
        String accessKeyId,
        Scope scope,
        Timestamp timestamp,
        List<String> signedHeaders,
        String signature,
        Optional<String> sessionToken,
        Optional<Duration> validFor) {
    Claim {
        signedHeaders = List.copyOf(signedHeaders);
    }

    boolean presigned() {
        return validFor.isPresent();
    }

    boolean forS3() {
        return scope.service().equals(ServiceGuess.S3);
    }

    /// @param text of the form `20260102T030405Z`
    record Timestamp(String text, Instant instant) {}
}
