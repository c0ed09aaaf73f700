package io.hydrant.delivery.stream;

import io.hydrant.delivery.plan.DeliveryPlan;
import io.hydrant.delivery.plan.StreamId;

import java.util.Optional;

/// The plans of earlier versions of a stream's configuration, for objects begun by their rules.
///
/// Safe for use by many threads.
public interface PlanHistory {
    /// The plan of a version; empty when the stream is gone or the version was released.
    Optional<DeliveryPlan> plan(StreamId stream, long versionId);

    /// Says that no plan of a version below this one will be asked for again. Nothing happens when
    /// the stream is gone.
    void release(StreamId stream, long belowVersionId);
}
