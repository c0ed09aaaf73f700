package io.hydrant.delivery.explain;

import io.hydrant.delivery.plan.StreamId;

import java.time.Instant;
import java.util.List;

/// What delivery makes of a record, in the order of its way.
///
/// @param versionId of the stream's configuration
public record Explanation(StreamId stream, long versionId, Instant arrival, List<Stage> stages) {
    public Explanation {
        stages = List.copyOf(stages);
    }
}
