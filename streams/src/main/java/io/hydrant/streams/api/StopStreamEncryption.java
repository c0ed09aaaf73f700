package io.hydrant.streams.api;

import io.hydrant.streams.stream.DataStreams;
import io.hydrant.streams.stream.EncryptionRules;
import io.hydrant.wire.json.ApiCall;

import software.amazon.awssdk.services.kinesis.model.StopStreamEncryptionRequest;
import software.amazon.awssdk.services.kinesis.model.StopStreamEncryptionResponse;

/// Ends that a stream's records are told to be encrypted; the stream is UPDATING meanwhile. Which
/// key is named makes no difference.
final class StopStreamEncryption {
    private final DataStreams streams;

    StopStreamEncryption(DataStreams streams) {
        this.streams = streams;
    }

    StopStreamEncryptionResponse answer(StopStreamEncryptionRequest request, ApiCall call) {
        StreamDescriptions.requireKms(request.encryptionType(), "StopStreamEncryption");
        streams.change(
                StreamReference.of(call, request.streamName(), request.streamARN()),
                stream -> EncryptionRules.stop(stream, streams.now()));
        return StopStreamEncryptionResponse.builder().build();
    }
}
