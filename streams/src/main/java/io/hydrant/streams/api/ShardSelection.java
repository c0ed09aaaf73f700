package io.hydrant.streams.api;

import io.hydrant.streams.shard.InvalidStreamArgument;
import io.hydrant.streams.stream.DataStream;
import io.hydrant.streams.stream.StoredShard;

import software.amazon.awssdk.services.kinesis.model.ShardFilter;
import software.amazon.awssdk.services.kinesis.model.ShardFilterType;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Which shards a listing shows.
///
/// | type | shards |
/// |---|---|
/// | AFTER_SHARD_ID | of greater ids |
/// | AT_TRIM_HORIZON | open at the trim horizon |
/// | FROM_TRIM_HORIZON | open, or closed at or after the trim horizon |
/// | AT_LATEST | open |
/// | AT_TIMESTAMP | started at or before the time, and open or closed at or after it |
/// | FROM_TIMESTAMP | open, or closed at or after the time |
///
/// The trim horizon is where retention begins, or the stream if it is younger. A time before it
/// means the trim horizon.
///
/// Source: Kinesis Data Streams API Reference, ShardFilter.
///
/// @param shardId present for AFTER_SHARD_ID
/// @param time present for the two types with a timestamp
record ShardSelection(ShardFilterType type, Optional<String> shardId, Optional<Instant> time) {
    static final ShardSelection ALL =
            new ShardSelection(
                    ShardFilterType.FROM_TRIM_HORIZON, Optional.empty(), Optional.empty());

    /// @throws InvalidStreamArgument when a member is missing, or there is one that does not belong
    static ShardSelection of(ShardFilter filter) {
        ShardSelection selection =
                new ShardSelection(
                        filter.type(),
                        Optional.ofNullable(filter.shardId()),
                        Optional.ofNullable(filter.timestamp()));
        boolean byId = filter.type() == ShardFilterType.AFTER_SHARD_ID;
        boolean byTime =
                filter.type() == ShardFilterType.AT_TIMESTAMP
                        || filter.type() == ShardFilterType.FROM_TIMESTAMP;
        selection.check("ShardId", selection.shardId().isPresent(), byId);
        selection.check("Timestamp", selection.time().isPresent(), byTime);
        return selection;
    }

    private void check(String member, boolean present, boolean wanted) {
        if (present != wanted) {
            throw new InvalidStreamArgument(
                    "ShardFilter.%s %s for ShardFilter.Type %s."
                            .formatted(member, wanted ? "is required" : "is not expected", type));
        }
    }

    /// Three texts that [#read] understands.
    List<String> parts() {
        return List.of(type.toString(), shardId.orElse(""), time.map(Instant::toString).orElse(""));
    }

    /// @throws InvalidStreamArgument when they are none
    static ShardSelection read(List<String> parts) {
        ShardFilterType type = ShardFilterType.fromValue(parts.get(0));
        try {
            return of(
                    ShardFilter.builder()
                            .type(type)
                            .shardId(parts.get(1).isEmpty() ? null : parts.get(1))
                            .timestamp(parts.get(2).isEmpty() ? null : Instant.parse(parts.get(2)))
                            .build());
        } catch (DateTimeException _) {
            throw new InvalidStreamArgument("Invalid NextToken.");
        }
    }

    Predicate<StoredShard> on(DataStream stream, Instant now) {
        Instant oldest = now.minus(stream.options().retention());
        Instant horizon = oldest.isAfter(stream.created()) ? oldest : stream.created();
        Instant at = time.filter(horizon::isBefore).orElse(horizon);
        return switch (type) {
            case AFTER_SHARD_ID ->
                    shard -> shard.id().toString().compareTo(shardId.orElseThrow()) > 0;
            case AT_TRIM_HORIZON ->
                    shard ->
                            !shard.created().isAfter(horizon)
                                    && shard.closed()
                                            .filter(end -> !end.isAfter(horizon))
                                            .isEmpty();
            case AT_LATEST -> StoredShard::open;
            case AT_TIMESTAMP ->
                    shard -> !shard.created().isAfter(at) && openOrClosedFrom(shard, at);
            case FROM_TRIM_HORIZON, FROM_TIMESTAMP -> shard -> openOrClosedFrom(shard, at);
            case UNKNOWN_TO_SDK_VERSION ->
                    throw new InvalidStreamArgument("ShardFilter.Type " + type + " is unknown.");
        };
    }

    private static boolean openOrClosedFrom(StoredShard shard, Instant at) {
        return shard.closed().filter(end -> end.isBefore(at)).isEmpty();
    }
}
