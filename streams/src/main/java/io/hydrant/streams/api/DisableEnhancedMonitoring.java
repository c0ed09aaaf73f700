package io.hydrant.streams.api;

import io.hydrant.streams.shard.DataStreamId;
import io.hydrant.streams.stream.DataStream;
import io.hydrant.streams.stream.DataStreams;
import io.hydrant.streams.stream.StreamChanges;
import io.hydrant.wire.json.ApiCall;

import software.amazon.awssdk.services.kinesis.model.DisableEnhancedMonitoringRequest;
import software.amazon.awssdk.services.kinesis.model.DisableEnhancedMonitoringResponse;

import java.util.SortedSet;
import java.util.concurrent.atomic.AtomicReference;

/// Asks for metrics by shard no more.
final class DisableEnhancedMonitoring {
    private final DataStreams streams;

    DisableEnhancedMonitoring(DataStreams streams) {
        this.streams = streams;
    }

    DisableEnhancedMonitoringResponse answer(
            DisableEnhancedMonitoringRequest request, ApiCall call) {
        DataStreamId id = StreamReference.of(call, request.streamName(), request.streamARN());
        AtomicReference<SortedSet<String>> before = new AtomicReference<>();
        DataStream after =
                streams.change(
                        id,
                        stream -> {
                            before.set(stream.options().shardMetrics());
                            return StreamChanges.stopMeasuring(
                                    stream, ShardMetrics.of(request.shardLevelMetricsAsStrings()));
                        });
        return DisableEnhancedMonitoringResponse.builder()
                .streamName(id.name())
                .streamARN(id.toString())
                .currentShardLevelMetricsWithStrings(before.get())
                .desiredShardLevelMetricsWithStrings(after.options().shardMetrics())
                .build();
    }
}
