package io.hydrant.streams.consumer;

import io.hydrant.kernel.error.InvalidArgument;

import java.time.Duration;

/// What one subscription is granted.
///
/// @param life how long it goes on
/// @param heartbeat at least this often comes an event, with or without records
/// @param takeOverAfter how long after one subscription a next one may take its place
/// @param patience how long one that is to end may stay in a write before it is broken off
/// @param eventRecordsMax records in one event
/// @param eventBytesMax data and keys in one event; a larger record comes alone
public record SubscriptionLimits(
        Duration life,
        Duration heartbeat,
        Duration takeOverAfter,
        Duration patience,
        int eventRecordsMax,
        int eventBytesMax) {
    /// Source: Kinesis Data Streams API Reference, SubscribeToShard. The size of an event is ours:
    /// the service's is not documented.
    public static final SubscriptionLimits DEFAULTS =
            new SubscriptionLimits(
                    Duration.ofMinutes(5),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(1),
                    10_000,
                    1 << 20);

    public SubscriptionLimits {
        positive(life, "life");
        positive(heartbeat, "heartbeat");
        positive(patience, "patience");
        if (takeOverAfter.isNegative()) {
            throw new InvalidArgument("takeOverAfter must not be negative: " + takeOverAfter);
        }
        if (eventRecordsMax < 1 || eventBytesMax < 1) {
            throw new InvalidArgument(
                    "an event must hold at least 1 record and byte but had %d and %d"
                            .formatted(eventRecordsMax, eventBytesMax));
        }
    }

    private static void positive(Duration value, String name) {
        if (!value.isPositive()) {
            throw new InvalidArgument(name + " must be longer than zero but was " + value);
        }
    }
}
