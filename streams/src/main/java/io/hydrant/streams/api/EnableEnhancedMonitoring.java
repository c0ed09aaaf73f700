package io.hydrant.streams.api;

import io.hydrant.streams.shard.DataStreamId;
import io.hydrant.streams.stream.DataStream;
import io.hydrant.streams.stream.DataStreams;
import io.hydrant.streams.stream.StreamChanges;
import io.hydrant.wire.json.ApiCall;

import software.amazon.awssdk.services.kinesis.model.EnableEnhancedMonitoringRequest;
import software.amazon.awssdk.services.kinesis.model.EnableEnhancedMonitoringResponse;

import java.util.SortedSet;
import java.util.concurrent.atomic.AtomicReference;

/// Asks for metrics by shard: kept and described.
final class EnableEnhancedMonitoring {
    private final DataStreams streams;

    EnableEnhancedMonitoring(DataStreams streams) {
        this.streams = streams;
    }

    EnableEnhancedMonitoringResponse answer(EnableEnhancedMonitoringRequest request, ApiCall call) {
        DataStreamId id = StreamReference.of(call, request.streamName(), request.streamARN());
        AtomicReference<SortedSet<String>> before = new AtomicReference<>();
        DataStream after =
                streams.change(
                        id,
                        stream -> {
                            before.set(stream.options().shardMetrics());
                            return StreamChanges.measure(
                                    stream, ShardMetrics.of(request.shardLevelMetricsAsStrings()));
                        });
        return EnableEnhancedMonitoringResponse.builder()
                .streamName(id.name())
                .streamARN(id.toString())
                .currentShardLevelMetricsWithStrings(before.get())
                .desiredShardLevelMetricsWithStrings(after.options().shardMetrics())
                .build();
    }
}
