package io.hydrant.streams.api;

import io.hydrant.streams.shard.DataStreamId;
import io.hydrant.streams.stream.AccountSettings;
import io.hydrant.streams.stream.CapacityRules;
import io.hydrant.streams.stream.DataStreams;
import io.hydrant.wire.json.ApiCall;

import software.amazon.awssdk.services.kinesis.model.UpdateStreamModeRequest;
import software.amazon.awssdk.services.kinesis.model.UpdateStreamModeResponse;

import java.util.OptionalInt;

/// Changes who decides how many shards a stream has; the shards stay. The stream is UPDATING
/// meanwhile.
final class UpdateStreamMode {
    private final DataStreams streams;
    private final AccountSettings accounts;

    UpdateStreamMode(DataStreams streams, AccountSettings accounts) {
        this.streams = streams;
        this.accounts = accounts;
    }

    UpdateStreamModeResponse answer(UpdateStreamModeRequest request, ApiCall call) {
        DataStreamId id = StreamReference.of(request.streamARN());
        OptionalInt warm = CapacityModes.warm(request.warmThroughputMiBps());
        accounts.requireCommitment(id.account(), id.region(), warm);
        streams.change(
                id,
                stream ->
                        CapacityRules.changeMode(
                                stream,
                                CapacityModes.of(request.streamModeDetails()),
                                warm,
                                streams.now()));
        return UpdateStreamModeResponse.builder().build();
    }
}
