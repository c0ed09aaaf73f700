package io.hydrant.streams.api;

import io.hydrant.streams.quota.ShardQuotas;
import io.hydrant.streams.retrieval.IteratorTokens;
import io.hydrant.streams.shard.DataStreamId;
import io.hydrant.streams.shard.DataStreamNotFound;
import io.hydrant.streams.shard.Shard;
import io.hydrant.streams.shard.ShardDirectory;
import io.hydrant.streams.shard.ShardId;
import io.hydrant.streams.shard.ShardNotFound;
import io.hydrant.streams.shard.WritableStream;
import io.hydrant.wire.json.ApiCall;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// What the operations on records share. Safe for use by many threads.
///
/// @param writable finds a stream that takes records, or throws [DataStreamNotFound]
record DataPlane(
        Function<DataStreamId, WritableStream> writable,
        ShardDirectory directory,
        IteratorTokens iterators,
        ShardQuotas quotas,
        StreamMeters meters,
        InstantSource clock) {

    /// @throws ShardNotFound also when there is no such stream, as the service has it
    Shard shard(DataStreamId stream, ShardId id) {
        return find(shards(stream, id), stream, id);
    }

    /// The stream that a put means.
    WritableStream writable(ApiCall call, Optional<String> name, Optional<String> arn) {
        return writable.apply(StreamReference.of(call.caller(), name, arn));
    }

    boolean quotasHold(DataStreamId stream) {
        return writable.apply(stream).quotasHold();
    }

    /// The shards that came of splitting or merging this one.
    List<Shard> children(Shard parent) {
        return shards(parent.stream(), parent.id()).stream()
                .filter(shard -> shard.parents().contains(parent.id()))
                .toList();
    }

    private List<Shard> shards(DataStreamId stream, ShardId wanted) {
        try {
            return directory.shards(stream);
        } catch (DataStreamNotFound _) {
            throw ShardNotFound.reading(stream, wanted.toString());
        }
    }

    private static Shard find(List<Shard> shards, DataStreamId stream, ShardId id) {
        int low = 0;
        int high = shards.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = shards.get(middle).id().compareTo(id);
            if (order == 0) {
                return shards.get(middle);
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        throw ShardNotFound.reading(stream, id.toString());
    }
}
