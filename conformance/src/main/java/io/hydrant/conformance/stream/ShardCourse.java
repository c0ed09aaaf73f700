package io.hydrant.conformance.stream;

import software.amazon.awssdk.services.kinesis.model.ChildShard;

import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// A way to read one shard from its oldest record to its end, however often the server is gone.
public interface ShardCourse {
    /// Returns when the shard has ended, or soon after it was asked to stop.
    ///
    /// @return the shards that continue it; empty when asked to stop
    Optional<List<ChildShard>> readToEnd(String shardId, BooleanSupplier stopped);
}
