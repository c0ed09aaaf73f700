package io.hydrant.streams.stream;

/// Who decides how many shards a stream has.
public enum StreamMode {
    /// The user: by creating, splitting, merging and scaling.
    PROVISIONED,
    /// The service. Here the number of shards stays as it is: a shard takes what the machine can.
    ON_DEMAND
}
