package io.hydrant.delivery.explain;

import io.hydrant.delivery.plan.DeliveryPlan;
import io.hydrant.kernel.error.InvalidArgument;

import java.time.Instant;

/// A record to be explained.
///
/// @param data as it is put
/// @param arrival when it is said to have arrived at the stream
/// @param partitionKey of the data stream, where one is read
public record Sample(byte[] data, Instant arrival, String partitionKey) {
    /// Source: Firehose API Reference, PutRecord.
    public static final int PUT_BYTES_MAX = 1_000 << 10;

    /// Source: Kinesis Data Streams quotas, the largest record that a stream may be set to take.
    public static final int DATA_STREAM_BYTES_MAX = 10 << 20;

    private static final Instant EARLIEST = Instant.parse("1970-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2999-12-31T23:59:59Z");

    public Sample {
        if (arrival.isBefore(EARLIEST) || arrival.isAfter(LATEST)) {
            throw new InvalidArgument(
                    "the arrival of a record must be in the years 1970-2999 but was " + arrival);
        }
    }

    /// @throws InvalidArgument when the stream would not take such a record
    void checkFor(DeliveryPlan plan) {
        int bytesMax = plan.source().isPresent() ? DATA_STREAM_BYTES_MAX : PUT_BYTES_MAX;
        if (data.length > bytesMax) {
            throw new InvalidArgument(
                    "a record of %s must have at most %,d bytes but has %,d"
                            .formatted(plan.stream().name(), bytesMax, data.length));
        }
    }
}
