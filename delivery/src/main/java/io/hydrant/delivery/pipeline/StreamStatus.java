package io.hydrant.delivery.pipeline;

import io.hydrant.delivery.plan.StreamId;

/// How a running delivery stream stands.
///
/// @param recordsDelivered since the server started
/// @param objectsDelivered since the server started
public record StreamStatus(
        StreamId stream,
        long versionId,
        LaneStatus lane,
        long recordsIn,
        long bytesIn,
        long recordsDelivered,
        long objectsDelivered) {}
