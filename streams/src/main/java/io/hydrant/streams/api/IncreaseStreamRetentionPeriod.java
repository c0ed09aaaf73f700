package io.hydrant.streams.api;

import io.hydrant.streams.stream.DataStreams;
import io.hydrant.streams.stream.Retention;
import io.hydrant.wire.json.ApiCall;

import software.amazon.awssdk.services.kinesis.model.IncreaseStreamRetentionPeriodRequest;
import software.amazon.awssdk.services.kinesis.model.IncreaseStreamRetentionPeriodResponse;

/// Keeps records longer. Those trimmed already do not come back.
final class IncreaseStreamRetentionPeriod {
    private final DataStreams streams;

    IncreaseStreamRetentionPeriod(DataStreams streams) {
        this.streams = streams;
    }

    IncreaseStreamRetentionPeriodResponse answer(
            IncreaseStreamRetentionPeriodRequest request, ApiCall call) {
        streams.change(
                StreamReference.of(call, request.streamName(), request.streamARN()),
                stream -> Retention.increased(stream, request.retentionPeriodHours()));
        return IncreaseStreamRetentionPeriodResponse.builder().build();
    }
}
