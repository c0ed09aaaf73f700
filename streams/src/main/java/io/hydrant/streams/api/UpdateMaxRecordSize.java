package io.hydrant.streams.api;

import io.hydrant.streams.shard.DataStreamId;
import io.hydrant.streams.stream.CapacityRules;
import io.hydrant.streams.stream.DataStreams;
import io.hydrant.wire.json.ApiCall;

import software.amazon.awssdk.services.kinesis.model.UpdateMaxRecordSizeRequest;
import software.amazon.awssdk.services.kinesis.model.UpdateMaxRecordSizeResponse;

import java.util.Optional;

/// Sets the largest record a stream takes; the stream is UPDATING meanwhile.
final class UpdateMaxRecordSize {
    private final DataStreams streams;

    UpdateMaxRecordSize(DataStreams streams) {
        this.streams = streams;
    }

    UpdateMaxRecordSizeResponse answer(UpdateMaxRecordSizeRequest request, ApiCall call) {
        DataStreamId id =
                StreamReference.of(
                        call.caller(), Optional.empty(), Optional.ofNullable(request.streamARN()));
        streams.change(
                id, stream -> CapacityRules.limitRecords(stream, request.maxRecordSizeInKiB()));
        return UpdateMaxRecordSizeResponse.builder().build();
    }
}
