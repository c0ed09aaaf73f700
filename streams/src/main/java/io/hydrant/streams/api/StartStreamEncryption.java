package io.hydrant.streams.api;

import io.hydrant.streams.stream.DataStreams;
import io.hydrant.streams.stream.EncryptionRules;
import io.hydrant.wire.json.ApiCall;

import software.amazon.awssdk.services.kinesis.model.StartStreamEncryptionRequest;
import software.amazon.awssdk.services.kinesis.model.StartStreamEncryptionResponse;

/// Has a stream's records told to be encrypted with a key; the stream is UPDATING meanwhile.
final class StartStreamEncryption {
    private final DataStreams streams;

    StartStreamEncryption(DataStreams streams) {
        this.streams = streams;
    }

    StartStreamEncryptionResponse answer(StartStreamEncryptionRequest request, ApiCall call) {
        StreamDescriptions.requireKms(request.encryptionType(), "StartStreamEncryption");
        streams.change(
                StreamReference.of(call, request.streamName(), request.streamARN()),
                stream -> EncryptionRules.start(stream, request.keyId(), streams.now()));
        return StartStreamEncryptionResponse.builder().build();
    }
}
