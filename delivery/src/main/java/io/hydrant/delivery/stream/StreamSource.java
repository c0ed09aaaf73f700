package io.hydrant.delivery.stream;

import io.hydrant.delivery.plan.DataStreamSource;
import io.hydrant.streams.shard.DataStreamId;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/// How records get into a delivery stream. Never changes in its life.
public sealed interface StreamSource {
    /// By puts.
    ///
    /// @param throughputHintMbs what the user expects, in MiB/s; for the user's information only
    record DirectPut(OptionalInt throughputHintMbs) implements StreamSource {}

    /// They are read from a data stream.
    ///
    /// @param from records that arrived before it are not delivered
    record KinesisStream(DataStreamId stream, String roleArn, Instant from)
            implements StreamSource {}

    /// Where the engine reads from; empty when records are put.
    default Optional<DataStreamSource> toRead() {
        return switch (this) {
            case DirectPut _ -> Optional.empty();
            case KinesisStream(DataStreamId stream, String _, Instant from) ->
                    Optional.of(new DataStreamSource(stream, from));
        };
    }
}
