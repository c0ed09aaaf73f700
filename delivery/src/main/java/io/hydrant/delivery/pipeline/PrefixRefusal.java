package io.hydrant.delivery.pipeline;

import io.hydrant.delivery.destination.Shipment;
import io.hydrant.delivery.destination.Uploader.UploadOutcome.UploadFailure;
import io.hydrant.delivery.plan.DeliveryPlan;
import io.hydrant.delivery.plan.Partitioning;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/// When an object of a partition is tried no longer: its store refuses it for good, has done so for
/// the retry duration, and took another object of the lane meanwhile. So it is the prefix, and
/// neither the store nor who may write to it: what those keep out is tried until it expires.
///
/// Source: Firehose API Reference, DynamicPartitioningConfiguration: how long delivery to a prefix
/// is tried. What is no refusal, and that another object must arrive, is ours.
final class PrefixRefusal {
    /// What does not become better by itself, as S3 and stores like it call it.
    private static final Set<String> REFUSALS =
            Set.of(
                    "S3.AccessDenied",
                    "S3.AllAccessDisabled",
                    "S3.InvalidArgument",
                    "S3.InvalidRequest",
                    "S3.InvalidURI",
                    "S3.KeyTooLongError",
                    "S3.MethodNotAllowed",
                    "S3.XMinioInvalidObjectName");

    private PrefixRefusal() {}

    /// @param shipment whose last try was `failure`
    /// @param lastArrival when any object of the lane arrived
    static boolean isOne(
            Shipment shipment, UploadFailure failure, Instant lastArrival, Instant now) {
        DeliveryPlan plan = shipment.plan();
        if (!ActivePartitions.isOfOne(shipment.intent(), plan)) {
            return false;
        }
        Duration retryFor = plan.partitioning().map(Partitioning::retryFor).orElseThrow();
        return REFUSALS.contains(failure.code())
                && !now.isBefore(shipment.firstFailure().plus(retryFor))
                && !lastArrival.isBefore(shipment.firstFailure());
    }
}
