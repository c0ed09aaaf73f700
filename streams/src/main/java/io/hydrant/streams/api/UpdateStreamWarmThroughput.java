package io.hydrant.streams.api;

import io.hydrant.streams.shard.DataStreamId;
import io.hydrant.streams.stream.AccountSettings;
import io.hydrant.streams.stream.CapacityRules;
import io.hydrant.streams.stream.DataStream;
import io.hydrant.streams.stream.DataStreams;
import io.hydrant.wire.json.ApiCall;

import software.amazon.awssdk.services.kinesis.model.UpdateStreamWarmThroughputRequest;
import software.amazon.awssdk.services.kinesis.model.UpdateStreamWarmThroughputResponse;

import java.util.OptionalInt;

/// Sets the throughput an on-demand stream is to be ready for: kept and described, without effect.
/// The stream is UPDATING meanwhile.
final class UpdateStreamWarmThroughput {
    private final DataStreams streams;
    private final AccountSettings accounts;

    UpdateStreamWarmThroughput(DataStreams streams, AccountSettings accounts) {
        this.streams = streams;
        this.accounts = accounts;
    }

    UpdateStreamWarmThroughputResponse answer(
            UpdateStreamWarmThroughputRequest request, ApiCall call) {
        DataStreamId id = StreamReference.of(call, request.streamName(), request.streamARN());
        int warm = request.warmThroughputMiBps();
        DataStream stream =
                streams.change(
                        id,
                        present -> {
                            DataStream changed = CapacityRules.warm(present, warm);
                            accounts.requireCommitment(
                                    id.account(), id.region(), OptionalInt.of(warm));
                            return changed;
                        });
        return UpdateStreamWarmThroughputResponse.builder()
                .streamName(id.name())
                .streamARN(id.toString())
                .warmThroughput(StreamDescriptions.warmThroughput(stream).orElse(null))
                .build();
    }
}
