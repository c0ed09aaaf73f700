package io.hydrant.delivery.transform;

import io.hydrant.delivery.plan.StreamId;
import io.hydrant.delivery.source.LaneSource;

/// Begins to transform the records of lanes. Safe for use by many threads.
public interface RecordTransforms {
    /// For one lane, with nothing on its way.
    ///
    /// @param stream that the lane belongs to
    /// @param source where records are read
    /// @param wake called from any thread when a result is ready
    LaneTransforms open(StreamId stream, LaneSource source, Runnable wake);
}
