package io.hydrant.functions.mapping;

import io.hydrant.streams.shard.DataStreamId;

import java.time.Instant;
import java.util.Optional;

/// An event source mapping that works.
///
/// @param uuid names it for ever
/// @param stream that is read
/// @param consumerArn of the registered consumer that it reads as, with enhanced fan-out; it polls
///   when empty
/// @param start where reading begins in shards that there is no position for yet
/// @param invoker ARN of the function's role, as events show it
public record Mapping(
        String uuid,
        DataStreamId stream,
        Optional<String> consumerArn,
        Start start,
        String invoker,
        MappingSettings settings) {

    /// Where reading begins. Shards that come into being later are read from their beginning.
    public sealed interface Start {
        record TrimHorizon() implements Start {}

        /// @param created when the mapping was created: what came before is not read
        record Latest(Instant created) implements Start {}

        record AtTimestamp(Instant timestamp) implements Start {}
    }
}
