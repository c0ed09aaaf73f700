package io.hydrant.streams.stream;

import io.hydrant.kernel.error.InvalidArgument;
import io.hydrant.streams.shard.DataStreamId;
import io.hydrant.streams.shard.LimitExceeded;

import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.stream.Stream;

/// A data stream that a user wants.
///
/// @param shardCount of equal width, at least 1
/// @param warmMibps only for on-demand streams
public record NewStream(
        DataStreamId id,
        StreamMode mode,
        int shardCount,
        OptionalInt warmMibps,
        int recordKibMax,
        SortedMap<String, String> tags) {
    /// Shards of an on-demand stream. Source: Kinesis Data Streams quotas.
    public static final int SHARDS_ON_DEMAND = 4;

    /// On-demand streams of an account in a region. Source: Kinesis Data Streams quotas.
    public static final int ON_DEMAND_STREAMS_MAX = 50;

    /// Source: Kinesis Data Streams API Reference, CreateStream.
    private static final int CREATING_MAX = 5;

    public NewStream {
        if (shardCount < 1) {
            throw new InvalidArgument("shardCount must be at least 1 but was " + shardCount);
        }
    }

    DataStream at(Instant now) {
        return new DataStream(
                id,
                now,
                StreamStatus.CREATING,
                Capacity.of(mode, warmMibps),
                ShardMap.even(shardCount, now),
                StreamOptions.of(recordKibMax, tags));
    }

    /// @throws LimitExceeded when one more would be too many
    void requireServiceQuotas(Stream<DataStream> others) {
        List<DataStream> present = others.toList();
        long creating = present.stream().filter(s -> s.status() == StreamStatus.CREATING).count();
        long onDemand =
                present.stream().filter(s -> s.capacity().mode() == StreamMode.ON_DEMAND).count();
        if (creating >= CREATING_MAX) {
            throw new LimitExceeded(
                    "Account %s has %d streams in CREATING, which is the limit."
                            .formatted(id.account(), creating));
        }
        if (mode == StreamMode.ON_DEMAND && onDemand >= ON_DEMAND_STREAMS_MAX) {
            throw new LimitExceeded(
                    "Account %s has %d on-demand streams in %s, which is the limit."
                            .formatted(id.account(), onDemand, id.region()));
        }
    }
}
