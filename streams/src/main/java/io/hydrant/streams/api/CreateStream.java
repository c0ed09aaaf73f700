package io.hydrant.streams.api;

import io.hydrant.streams.shard.DataStreamId;
import io.hydrant.streams.shard.InvalidStreamArgument;
import io.hydrant.streams.stream.AccountSettings;
import io.hydrant.streams.stream.CapacityRules;
import io.hydrant.streams.stream.DataStreams;
import io.hydrant.streams.stream.NewStream;
import io.hydrant.streams.stream.StreamMode;
import io.hydrant.streams.stream.StreamOptions;
import io.hydrant.streams.stream.TagRules;
import io.hydrant.wire.json.ApiCall;

import software.amazon.awssdk.services.kinesis.model.CreateStreamRequest;
import software.amazon.awssdk.services.kinesis.model.CreateStreamResponse;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/// Creates a data stream; it becomes ACTIVE in a moment.
///
/// Without mode and number of shards it is on demand, with a number alone it is provisioned.
final class CreateStream {
    private final DataStreams streams;
    private final AccountSettings accounts;

    CreateStream(DataStreams streams, AccountSettings accounts) {
        this.streams = streams;
        this.accounts = accounts;
    }

    CreateStreamResponse answer(CreateStreamRequest request, ApiCall call) {
        StreamMode mode = mode(request);
        OptionalInt warm = CapacityModes.warm(request.warmThroughputMiBps());
        CapacityRules.requireWarmable(mode, warm);
        accounts.requireCommitment(call.caller().account(), call.caller().region(), warm);
        DataStreamId id =
                new DataStreamId(
                        call.caller().account(), call.caller().region(), request.streamName());
        SortedMap<String, String> tags =
                TagRules.added(new TreeMap<>(), request.tags(), subject(id));
        streams.create(
                new NewStream(
                        id,
                        mode,
                        shardCount(mode, request.shardCount()),
                        warm,
                        Optional.ofNullable(request.maxRecordSizeInKiB())
                                .orElse(StreamOptions.RECORD_KIB_DEFAULT),
                        tags));
        return CreateStreamResponse.builder().build();
    }

    private static StreamMode mode(CreateStreamRequest request) {
        if (request.streamModeDetails() != null) {
            return CapacityModes.of(request.streamModeDetails());
        }
        return request.shardCount() == null ? StreamMode.ON_DEMAND : StreamMode.PROVISIONED;
    }

    /// @param given null when the request has none
    private static int shardCount(StreamMode mode, Integer given) {
        return switch (mode) {
            case ON_DEMAND -> {
                if (given != null) {
                    throw new InvalidStreamArgument(
                            "ShardCount is not expected when StreamMode=ON_DEMAND");
                }
                yield NewStream.SHARDS_ON_DEMAND;
            }
            case PROVISIONED -> {
                if (given == null) {
                    throw new InvalidStreamArgument(
                            "ShardCount is required when StreamMode=PROVISIONED");
                }
                yield given;
            }
        };
    }

    private static String subject(DataStreamId id) {
        return "stream %s under account %s".formatted(id.name(), id.account());
    }
}
