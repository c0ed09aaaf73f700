package io.hydrant.streams.api;

import io.hydrant.streams.retrieval.StartingPosition;
import io.hydrant.streams.shard.InvalidStreamArgument;

import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

import java.time.Instant;
import java.util.Optional;

/// Where to start, as GetShardIterator and SubscribeToShard are told it.
///
/// @param sequenceNumber for those types that start at a record, and only for those
/// @param timestamp for `AT_TIMESTAMP`
record StartingPositions(
        ShardIteratorType type, Optional<String> sequenceNumber, Optional<Instant> timestamp) {

    /// @throws InvalidStreamArgument when something is missing, or too much
    StartingPosition read() {
        return switch (type) {
            case TRIM_HORIZON -> withoutNumber(new StartingPosition.TrimHorizon());
            case LATEST -> withoutNumber(new StartingPosition.Latest());
            case AT_SEQUENCE_NUMBER -> new StartingPosition.AtSequenceNumber(number());
            case AFTER_SEQUENCE_NUMBER -> new StartingPosition.AfterSequenceNumber(number());
            case AT_TIMESTAMP ->
                    new StartingPosition.AtTimestamp(
                            timestamp.orElseThrow(StartingPositions::noTimestamp));
            case UNKNOWN_TO_SDK_VERSION ->
                    throw new IllegalStateException("the service model lets no other type pass");
        };
    }

    private String number() {
        return sequenceNumber.orElseThrow(() -> contradiction("no StartingSequenceNumber."));
    }

    private StartingPosition withoutNumber(StartingPosition position) {
        if (sequenceNumber.isPresent()) {
            throw contradiction("also a StartingSequenceNumber.");
        }
        return position;
    }

    private InvalidStreamArgument contradiction(String what) {
        return new InvalidStreamArgument(
                ("Must either specify (1) AT_SEQUENCE_NUMBER or AFTER_SEQUENCE_NUMBER and"
                                + " StartingSequenceNumber or (2) TRIM_HORIZON or LATEST and no"
                                + " StartingSequenceNumber. Request specified %s and %s")
                        .formatted(type, what));
    }

    private static InvalidStreamArgument noTimestamp() {
        return new InvalidStreamArgument(
                "Must specify timestampInMillis parameter for iterator of type AT_TIMESTAMP."
                        + " Current request has no timestamp parameter.");
    }
}
