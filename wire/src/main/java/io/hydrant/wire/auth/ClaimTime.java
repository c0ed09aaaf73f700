package io.hydrant.wire.auth;

import io.hydrant.wire.auth.AuthenticationFailure.Kind;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/// Whether a signature is used at the time it was made for.
record ClaimTime(ClockSkew skew) {
    /// @throws AuthenticationFailure if the signature is too old, too new, or of another day than
    ///   its scope
    void verify(Claim claim, Instant now) {
        String timestamp = claim.timestamp().text();
        if (!timestamp.substring(0, 8).equals(claim.scope().date())) {
            throw new AuthenticationFailure(
                    Kind.INVALID_SCOPE,
                    "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date"
                            + " from HTTP: '"
                            + claim.scope().date()
                            + "' != '"
                            + timestamp.substring(0, 8)
                            + "', from '"
                            + timestamp
                            + "'.");
        }
        Duration allowed = skew.of(claim.scope().service());
        Instant signed = claim.timestamp().instant();
        if (signed.isAfter(now.plus(allowed))) {
            throw skewed(claim, now, "not yet current: " + timestamp + " is still later than ", 1);
        }
        if (claim.presigned()) {
            requireUnexpired(signed.plus(claim.validFor().orElseThrow()), now);
        } else if (signed.isBefore(now.minus(allowed))) {
            throw skewed(claim, now, "expired: " + timestamp + " is now earlier than ", -1);
        }
    }

    static void requireUnexpired(Instant end, Instant now) {
        if (now.isAfter(end)) {
            throw new AuthenticationFailure(
                    Kind.PRESIGNED_EXPIRED,
                    "Request has expired",
                    Map.of("Expires", seconds(end), "ServerTime", seconds(now)));
        }
    }

    private AuthenticationFailure skewed(Claim claim, Instant now, String text, int direction) {
        Duration allowed = skew.of(claim.scope().service());
        Instant bound = now.plus(allowed.multipliedBy(direction));
        return new AuthenticationFailure(
                Kind.TIME_SKEWED,
                "Signature "
                        + text
                        + Timestamps.format(bound)
                        + " ("
                        + Timestamps.format(now)
                        + (direction < 0 ? " - " : " + ")
                        + allowed.toMinutes()
                        + " min.)",
                Map.of(
                        "RequestTime", claim.timestamp().text(),
                        "ServerTime", seconds(now),
                        "MaxAllowedSkewMilliseconds", Long.toString(allowed.toMillis())));
    }

    private static String seconds(Instant instant) {
        return Instant.ofEpochSecond(instant.getEpochSecond()).toString();
    }
}
