package io.hydrant.delivery.pipeline;

import io.hydrant.delivery.plan.DeliveryPlan;
import io.hydrant.delivery.plan.StreamId;
import io.hydrant.streams.log.Frame;

import java.time.Instant;

/// Runs the delivery streams of this server. Safe for use by many threads.
public interface DeliveryEngine {
    /// Starts delivering a stream: at its creation and at every start of the server. Idempotent.
    void start(DeliveryPlan plan);

    /// Goes over to a new version of a running stream's configuration. What was put before is
    /// delivered by the old version's rules where an object was already begun.
    void update(DeliveryPlan plan);

    /// Stops a stream and discards everything it still holds. Nothing happens when it does not run.
    void delete(StreamId stream);

    /// Keeps the records of one put. When it returns they are durable and will be delivered.
    ///
    /// @throws io.hydrant.streams.log.LogFull when there is no room; nothing was kept
    Accepted append(StreamId stream, Frame frame);

    /// Where accepted records came to lie; record `i` of the frame is (lane, offset, i).
    record Accepted(int lane, long offset, Instant arrival) {}
}
