package io.hydrant.functions.mapping.engine.failure;

import io.hydrant.functions.invoke.Invoker.Invoked;
import io.hydrant.functions.mapping.Mapping;
import io.hydrant.functions.mapping.engine.batch.Batch;
import io.hydrant.streams.shard.Shard;

import java.time.Instant;
import java.util.Optional;

/// A batch that was given up.
///
/// @param id a UUID that stays the same however often it is told
/// @param attempts invocations that failed
/// @param last of these
/// @param event of the records that can still be read; empty when none can, or the destination does
///   not get it
public record GivenUp(
        String id,
        Mapping mapping,
        Shard shard,
        Batch batch,
        Condition condition,
        int attempts,
        Optional<LastCall> last,
        Optional<byte[]> event,
        Instant now) {

    /// @param requestId what the function knew the invocation by
    public record LastCall(String requestId, Invoked invoked) {}
}
