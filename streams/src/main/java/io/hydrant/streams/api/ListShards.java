package io.hydrant.streams.api;

import io.hydrant.streams.shard.DataStreamId;
import io.hydrant.streams.shard.DataStreamNotFound;
import io.hydrant.streams.shard.InvalidStreamArgument;
import io.hydrant.streams.stream.DataStream;
import io.hydrant.streams.stream.DataStreams;
import io.hydrant.streams.stream.StoredShard;
import io.hydrant.streams.stream.StreamStatus;
import io.hydrant.wire.json.ApiCall;

import software.amazon.awssdk.services.kinesis.model.ListShardsRequest;
import software.amazon.awssdk.services.kinesis.model.ListShardsResponse;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/// Lists the shards of a stream in order of their ids, page by page, all or those a filter lets
/// through. None while the stream is being created.
///
/// A token belongs to one stream: when the stream is deleted, and another made of its name, the
/// token is of no use any more.
final class ListShards {
    /// More are never in one answer. Source: Kinesis Data Streams API Reference.
    private static final int SHARDS_MAX = 1000;

    private static final String KIND = "ListShards";

    private final DataStreams streams;

    ListShards(DataStreams streams) {
        this.streams = streams;
    }

    ListShardsResponse answer(ListShardsRequest request, ApiCall call) {
        Instant now = streams.now();
        Page page = page(request, call, now);
        int limit =
                Math.min(Optional.ofNullable(request.maxResults()).orElse(SHARDS_MAX), SHARDS_MAX);
        DataStream stream = page.stream();
        List<StoredShard> all =
                stream.status() == StreamStatus.CREATING ? List.of() : stream.shards().all();
        List<StoredShard> found =
                all.stream()
                        .filter(shard -> shard.id().toString().compareTo(page.after()) > 0)
                        .filter(page.filter().on(stream, now))
                        .limit(limit + 1L)
                        .toList();
        boolean more = found.size() > limit;
        List<StoredShard> shown = more ? found.subList(0, limit) : found;
        return ListShardsResponse.builder()
                .shards(shown.stream().map(StreamDescriptions::shard).toList())
                .nextToken(more ? page.next(shown.getLast()).text(now) : null)
                .build();
    }

    private Page page(ListShardsRequest request, ApiCall call, Instant now) {
        boolean named = request.streamName() != null || request.streamARN() != null;
        if (request.nextToken() == null) {
            if (!named) {
                throw new InvalidStreamArgument(
                        "Either NextToken or StreamName should be provided.");
            }
            return firstPage(request, call);
        }
        if (named) {
            throw new InvalidStreamArgument(
                    "NextToken and StreamName cannot be provided together.");
        }
        refuseBeside(request.streamCreationTimestamp() != null, "StreamCreationTimestamp");
        refuseBeside(request.exclusiveStartShardId() != null, "ExclusiveStartShardId");
        Page page = Page.read(PageToken.read(KIND, request.nextToken(), now), streams);
        refuseBeside(
                request.shardFilter() != null
                        && !ShardSelection.of(request.shardFilter()).equals(page.filter()),
                "another ShardFilter");
        return page;
    }

    private static void refuseBeside(boolean present, String member) {
        if (present) {
            throw new InvalidStreamArgument(
                    "NextToken and " + member + " cannot be provided together.");
        }
    }

    private Page firstPage(ListShardsRequest request, ApiCall call) {
        DataStream stream =
                streams.get(StreamReference.of(call, request.streamName(), request.streamARN()));
        Instant created = request.streamCreationTimestamp();
        if (created != null
                && !created.truncatedTo(ChronoUnit.SECONDS)
                        .equals(StreamDescriptions.created(stream))) {
            throw new DataStreamNotFound(stream.id());
        }
        return new Page(
                stream,
                Optional.ofNullable(request.exclusiveStartShardId()).orElse(""),
                request.shardFilter() == null
                        ? ShardSelection.ALL
                        : ShardSelection.of(request.shardFilter()));
    }

    /// @param after starts right after this shard id, which need not exist; may be empty
    private record Page(DataStream stream, String after, ShardSelection filter) {
        private static final int PARTS = 6;

        static Page read(PageToken token, DataStreams streams) {
            List<String> parts = token.parts();
            if (parts.size() != PARTS) {
                throw new InvalidStreamArgument("Invalid NextToken.");
            }
            DataStreamId id = StreamReference.of(parts.get(0));
            DataStream stream = streams.get(id);
            if (!stream.created().toString().equals(parts.get(1))) {
                throw new DataStreamNotFound(id);
            }
            return new Page(stream, parts.get(2), ShardSelection.read(parts.subList(3, PARTS)));
        }

        Page next(StoredShard last) {
            return new Page(stream, last.id().toString(), filter);
        }

        String text(Instant now) {
            List<String> kept = filter.parts();
            return new PageToken(
                            KIND,
                            now,
                            List.of(
                                    stream.id().toString(),
                                    stream.created().toString(),
                                    after,
                                    kept.get(0),
                                    kept.get(1),
                                    kept.get(2)))
                    .text();
        }
    }
}
