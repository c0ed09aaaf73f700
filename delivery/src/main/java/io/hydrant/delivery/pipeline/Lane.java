package io.hydrant.delivery.pipeline;

import io.hydrant.delivery.destination.Shipment;
import io.hydrant.delivery.plan.DeliveryPlan;

import java.time.Instant;
import java.util.List;

/// Brings the records of one source to their objects, each to exactly one per track.
///
/// A plain object that is stepped; all methods belong to one thread. A step that throws
/// [io.hydrant.streams.log.LogException] has lost nothing and is repeated. Offsets are those of the
/// source.
interface Lane extends AutoCloseable {
    /// Goes over to a new version of the configuration; what was collected keeps the old one.
    void change(DeliveryPlan next);

    /// Delivers everything below this offset without waiting for size or age.
    void flushBelow(long offset);

    /// Everything below this offset is delivered, or given up.
    boolean isDeliveredBelow(long offset);

    /// Does what can be done now.
    ///
    /// @return when there will be more to do even if nothing happens
    Instant step(Instant now);

    /// Nothing will ever come again, and all that came is delivered or given up.
    boolean isFinished();

    /// Keeps that the lane is finished.
    void finish();

    /// Makes the next step publish the lane's status, however recent the last one is.
    void publishSoon();

    /// Takes note of uploads that ended; begins nothing.
    void settle(Instant now);

    /// What was committed since the last call.
    List<Shipment> takeCommitted();

    boolean isUploading();

    @Override
    void close();
}
