package io.hydrant.streams.shard;

/// Also when the stream itself is not there, where a call names a shard: the service tells both
/// alike.
public final class ShardNotFound extends DataStreamException {
    private static final long serialVersionUID = 1L;

    private ShardNotFound(String message) {
        super(message);
    }

    /// For calls that read: `Shard ... does not exist`.
    public static ShardNotFound reading(DataStreamId stream, String shard) {
        return new ShardNotFound(
                "Shard %s in stream %s under account %s does not exist"
                        .formatted(shard, stream.name(), stream.account().value()));
    }

    /// For calls that change shards, and for malformed ids: `Could not find shard ...`.
    public static ShardNotFound changing(DataStreamId stream, String shard) {
        return new ShardNotFound(
                "Could not find shard %s in stream %s under account %s."
                        .formatted(shard, stream.name(), stream.account().value()));
    }
}
