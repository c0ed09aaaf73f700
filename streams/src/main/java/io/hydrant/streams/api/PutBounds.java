package io.hydrant.streams.api;

import io.hydrant.streams.intake.IncomingRecords;
import io.hydrant.streams.shard.InvalidStreamArgument;
import io.hydrant.streams.shard.WritableStream;

/// What the records of a put must keep beyond the service model.
///
/// Source: Kinesis Data Streams API Reference, PutRecords; the first message as the live service
/// words it.
final class PutBounds {
    private static final long TOTAL_BYTES_MAX = 10 << 20;

    private PutBounds() {}

    /// @throws InvalidStreamArgument when a record is larger than its stream takes, or all are
    ///   together too large
    static void require(IncomingRecords records, WritableStream stream) {
        if (records.totalBytes() > TOTAL_BYTES_MAX) {
            throw new InvalidStreamArgument("Records size exceeds 10 MB limit");
        }
        for (int index = 0; index < records.count(); index++) {
            if (records.recordBytes(index) > stream.recordBytesMax()) {
                throw new InvalidStreamArgument(
                        ("Record %d of %d bytes exceeds the maximum record size of %d bytes of"
                                        + " stream %s under account %s.")
                                .formatted(
                                        index + 1,
                                        records.recordBytes(index),
                                        stream.recordBytesMax(),
                                        stream.id().name(),
                                        stream.id().account()));
            }
        }
    }
}
