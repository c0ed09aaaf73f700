package io.hydrant.delivery.pipeline;

import io.hydrant.delivery.plan.StreamId;
import io.hydrant.delivery.source.LaneSource;
import io.hydrant.delivery.transform.LaneTransforms;
import io.hydrant.delivery.transform.RecordTransforms;

/// For engines whose streams have no functions.
final class NoFunctions implements RecordTransforms {
    @Override
    public LaneTransforms open(StreamId stream, LaneSource source, Runnable wake) {
        throw new IllegalStateException(stream + " has no function");
    }
}
