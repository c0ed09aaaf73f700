package io.hydrant.streams.api;

import io.hydrant.streams.stream.DataStreams;
import io.hydrant.streams.stream.Retention;
import io.hydrant.wire.json.ApiCall;

import software.amazon.awssdk.services.kinesis.model.DecreaseStreamRetentionPeriodRequest;
import software.amazon.awssdk.services.kinesis.model.DecreaseStreamRetentionPeriodResponse;

/// Keeps records for a shorter time. Those beyond it cannot be read any more at once.
final class DecreaseStreamRetentionPeriod {
    private final DataStreams streams;

    DecreaseStreamRetentionPeriod(DataStreams streams) {
        this.streams = streams;
    }

    DecreaseStreamRetentionPeriodResponse answer(
            DecreaseStreamRetentionPeriodRequest request, ApiCall call) {
        streams.change(
                StreamReference.of(call, request.streamName(), request.streamARN()),
                stream -> Retention.decreased(stream, request.retentionPeriodHours()));
        return DecreaseStreamRetentionPeriodResponse.builder().build();
    }
}
