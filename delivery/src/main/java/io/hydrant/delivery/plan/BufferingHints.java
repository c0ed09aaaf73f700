package io.hydrant.delivery.plan;

import io.hydrant.kernel.error.InvalidArgument;

import java.time.Duration;

/// How much a delivery stream collects before it delivers; whichever limit is met first wins.
///
/// Source: Firehose API Reference, BufferingHints.
///
/// @param maxBytes size limit of an object's records in bytes, before compression: 1-128 MiB
/// @param maxAge age limit of the oldest record: 0-900 seconds
public record BufferingHints(long maxBytes, Duration maxAge) {
    private static final long MIB = 1 << 20;
    public static final BufferingHints DEFAULTS =
            new BufferingHints(5 * MIB, Duration.ofSeconds(300));

    public BufferingHints {
        if (maxBytes < MIB || maxBytes > 128 * MIB) {
            throw new InvalidArgument("maxBytes must be 1-128 MiB but was " + maxBytes);
        }
        if (maxAge.isNegative() || maxAge.compareTo(Duration.ofSeconds(900)) > 0) {
            throw new InvalidArgument("maxAge must be 0-900 seconds but was " + maxAge);
        }
    }
}
