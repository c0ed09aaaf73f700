package io.hydrant.streams.stream;

import io.hydrant.streams.log.PartitionName;
import io.hydrant.streams.shard.ShardId;

import java.util.Optional;

/// Where shards lie in the log: `kinesis/ACCOUNT/REGION/NAME/CREATED/shardId-000000000000`. CREATED
/// is the stream's creation in milliseconds since 1970, so that a stream never meets the records of
/// an earlier one of its name.
final class Partitions {
    private Partitions() {}

    /// All of a stream's partitions start so.
    static String folder(DataStream stream) {
        String name = stream.id().name();
        String safe = name.equals(".") || name.equals("..") ? "=" + name : name;
        return String.join(
                        "/",
                        "kinesis",
                        stream.id().account().value(),
                        stream.id().region().value(),
                        safe,
                        Long.toString(stream.created().toEpochMilli()))
                + "/";
    }

    static PartitionName name(DataStream stream, ShardId shard) {
        return new PartitionName(folder(stream) + shard);
    }

    /// Which shard a partition in the stream's folder is of.
    static Optional<ShardId> shard(DataStream stream, PartitionName partition) {
        return ShardId.parse(partition.value().substring(folder(stream).length()));
    }
}
