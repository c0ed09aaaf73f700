package io.hydrant.streams.retrieval;

import io.hydrant.streams.shard.InvalidStreamArgument;
import io.hydrant.streams.shard.RecordPosition;
import io.hydrant.streams.shard.SequenceNumber;
import io.hydrant.streams.shard.Shard;

import java.time.Instant;
import java.util.Optional;

/// Where in a shard a reader wants to start.
public sealed interface StartingPosition {
    /// The oldest record there is.
    record TrimHorizon() implements StartingPosition {}

    /// Behind the newest record there is now.
    record Latest() implements StartingPosition {}

    /// The first record that arrived at or after an instant.
    record AtTimestamp(Instant timestamp) implements StartingPosition {}

    /// The record with this number, or the next one.
    record AtSequenceNumber(String number) implements StartingPosition {}

    /// Right behind the record with this number.
    record AfterSequenceNumber(String number) implements StartingPosition {}

    /// Finds the place; below the shard's horizon when that is where it was asked for.
    ///
    /// @param operation what the caller asked for, as messages name it
    /// @throws InvalidStreamArgument when a timestamp lies in the future, or a number is not one of
    ///   this shard's
    default RecordPosition in(Shard shard, Instant now, String operation) {
        return switch (this) {
            case TrimHorizon _ -> RecordPosition.ofFrame(shard.horizonOffset());
            case Latest _ -> RecordPosition.ofFrame(shard.log().endOffset());
            case AtTimestamp(Instant timestamp) -> at(timestamp, shard, now);
            case AtSequenceNumber(String text) -> {
                SequenceNumber number = parse(text, shard, operation);
                yield number.isEnd() ? end(shard) : number.position();
            }
            case AfterSequenceNumber(String text) -> {
                SequenceNumber number = parse(text, shard, operation);
                if (number.isEnd()) {
                    yield end(shard);
                }
                yield number.isStart() ? RecordPosition.START : number.position().next();
            }
        };
    }

    private static RecordPosition at(Instant timestamp, Shard shard, Instant now) {
        if (timestamp.toEpochMilli() > now.toEpochMilli()) {
            throw new InvalidStreamArgument(
                    ("The timestampInMillis parameter cannot be greater than the"
                                    + " currentTimestampInMillis. timestampInMillis: %d,"
                                    + " currentTimestampInMillis: %d")
                            .formatted(timestamp.toEpochMilli(), now.toEpochMilli()));
        }
        return RecordPosition.ofFrame(shard.log().offsetAt(timestamp));
    }

    private static RecordPosition end(Shard shard) {
        return RecordPosition.ofFrame(shard.log().endOffset());
    }

    private static SequenceNumber parse(String text, Shard shard, String operation) {
        Optional<SequenceNumber> parsed = SequenceNumber.parse(text);
        if (parsed.isEmpty()) {
            throw invalid(text, shard, operation, ".");
        }
        SequenceNumber number = parsed.get();
        if (!number.shard().equals(shard.id())) {
            throw new InvalidStreamArgument(
                    "Invalid StartingSequenceNumber. It encodes %s, while it was used in a call to a shard with %s"
                            .formatted(number.shard(), shard.id()));
        }
        if (number.shardCreatedSeconds() != shard.createdSeconds()) {
            throw invalid(text, shard, operation, " because it did not come from this stream.");
        }
        boolean beyond =
                number.isEnd()
                        ? shard.closed().isEmpty()
                        : number.position().offset() > shard.log().endOffset();
        if (beyond) {
            throw invalid(text, shard, operation, ".");
        }
        return number;
    }

    private static InvalidStreamArgument invalid(
            String text, Shard shard, String operation, String why) {
        return new InvalidStreamArgument(
                "StartingSequenceNumber %s used in %s on shard %s in stream %s under account %s is invalid%s"
                        .formatted(
                                text,
                                operation,
                                shard.id(),
                                shard.stream().name(),
                                shard.stream().account(),
                                why));
    }
}
