package io.hydrant.delivery.plan;

import io.hydrant.kernel.error.InvalidArgument;

import java.time.Duration;
import java.util.Optional;

/// Records are delivered by partition keys, which the prefix of the main destination names.
///
/// @param query the jq program that makes keys of a record; empty when all come from the function
/// @param retryFor how long an object that its prefix does not let in is tried: 0-7200 seconds
public record Partitioning(Optional<String> query, Duration retryFor) {
    public static final Duration RETRY_FOR = Duration.ofSeconds(300);
    private static final Duration RETRY_FOR_MAX = Duration.ofSeconds(7_200);

    public Partitioning {
        if (retryFor.isNegative() || retryFor.compareTo(RETRY_FOR_MAX) > 0) {
            throw new InvalidArgument("retryFor must be 0-7200 seconds but was " + retryFor);
        }
    }

    /// Tried as long as the service does by default.
    public Partitioning(Optional<String> query) {
        this(query, RETRY_FOR);
    }
}
