package io.hydrant.delivery.pipeline;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.hydrant.delivery.convert.ConversionCounts;
import io.hydrant.delivery.convert.ConversionCounts.Failures;
import io.hydrant.delivery.destination.DeliveryErrorLog;
import io.hydrant.delivery.destination.Shipment;
import io.hydrant.delivery.destination.Uploader.UploadOutcome.UploadFailure;
import io.hydrant.delivery.destination.Uploader.UploadOutcome.Uploaded;
import io.hydrant.delivery.ledger.Track;
import io.hydrant.delivery.pipeline.LaneStatus.LastError;
import io.hydrant.delivery.plan.DeliveryPlan;
import io.hydrant.delivery.plan.S3Sink;
import io.hydrant.delivery.source.SplitFrame;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// Tells what a lane does: its status, the last error of each track, lines in the delivery error
/// log; what is counted goes to the report of its stream.
///
/// Changed by the lane's thread only; [#status()] may be read by any.
final class LaneReport {
    private static final Logger LOG = LoggerFactory.getLogger(LaneReport.class);

    /// Messages of failed conversions may quote records.
    private static final int MESSAGE_CHARS_MAX = 1_000;

    private final String lane;
    private final StreamReport stream;
    private final DeliveryErrorLog errorLog;
    private final Map<Track, LastError> errors = new EnumMap<>(Track.class);
    private volatile Optional<LaneStatus> status = Optional.empty();

    /// @param lane names it in messages
    LaneReport(String lane, StreamReport stream, DeliveryErrorLog errorLog) {
        this.lane = lane;
        this.stream = stream;
        this.errorLog = errorLog;
    }

    void read(SplitFrame frame) {
        stream.read(frame);
    }

    void arrived(Shipment shipment, Uploaded uploaded) {
        stream.arrived(shipment);
        errors.remove(shipment.intent().track());
        uploaded.conversion().ifPresent(counts -> converted(shipment, counts));
    }

    /// One line for each code that records of the object failed with, however many did.
    private void converted(Shipment shipment, ConversionCounts counts) {
        stream.converted(counts);
        for (Failures failures : counts.failures()) {
            String message = failures.first().message();
            String shown =
                    message.length() <= MESSAGE_CHARS_MAX
                            ? message
                            : message.substring(0, MESSAGE_CHARS_MAX) + "...";
            String others =
                    failures.records() == 1
                            ? ""
                            : " (the first of " + failures.records() + " records of one object)";
            log(shipment.plan(), Track.MAIN, failures.first().code(), shown + others);
        }
    }

    void failed(Shipment shipment, UploadFailure failure, Instant now) {
        Track track = shipment.intent().track();
        stream.failed(track);
        long tries = errors.containsKey(track) ? errors.get(track).tries() + 1 : 1;
        errors.put(track, new LastError(failure.code(), failure.message(), now, tries));
        log(shipment.plan(), track, failure.code(), failure.message());
    }

    /// The records of this shipment will not be tried again.
    void givenUp(Shipment shipment, GivenUp why, Instant now) {
        givenUp(shipment, shipment.intent().content().records(), why, now);
    }

    /// So many records of this shipment will not be tried again.
    void givenUp(Shipment shipment, long records, GivenUp why, Instant now) {
        LostFrames amount = new LostFrames(records, 0);
        lost(shipment.intent().track(), amount, why, shipment.plan(), now);
    }

    /// Records will not be delivered.
    ///
    /// @param plan whose error log is told
    void lost(Track track, LostFrames amount, GivenUp why, DeliveryPlan plan, Instant now) {
        if (amount.isNothing()) {
            return;
        }
        stream.lost(track, amount);
        tellLoss(track, amount + " were given up: " + why.reason(), why, plan, now);
    }

    /// Records may be lost; how many is not known.
    void lostUnseen(GivenUp why, DeliveryPlan plan, Instant now) {
        String message = "what was not read before is lost: " + why.reason();
        tellLoss(Track.MAIN, message, why, plan, now);
    }

    boolean isFailing(Track track) {
        return errors.containsKey(track);
    }

    Optional<LastError> lastError() {
        return errors.values().stream().findFirst();
    }

    void publish(LaneStatus current) {
        status = Optional.of(current);
    }

    /// How the lane stood after its last step.
    Optional<LaneStatus> status() {
        return status;
    }

    private void tellLoss(
            Track track, String message, GivenUp why, DeliveryPlan plan, Instant now) {
        LOG.error("lane {}, {}: {}", lane, StreamReport.name(track), message);
        log(plan, track, why.code(), message);
        stream.showLoss(new LastError(why.code(), message, now, 1));
    }

    private void log(DeliveryPlan plan, Track track, String code, String message) {
        Optional<S3Sink> sink =
                switch (track) {
                    case MAIN -> Optional.of(plan.main());
                    case BACKUP -> plan.backup();
                };
        sink.flatMap(S3Sink::errorLog)
                .ifPresent(
                        target -> {
                            ObjectNode line = JsonNodeFactory.instance.objectNode();
                            line.put("deliveryStreamARN", plan.stream().toString());
                            line.put(
                                    "destination",
                                    "arn:"
                                            + plan.stream().region().partition()
                                            + ":s3:::"
                                            + sink.get().bucket());
                            line.put("deliveryStreamVersionId", plan.versionId());
                            line.put("message", message);
                            line.put("errorCode", code);
                            errorLog.of(plan.stream().account(), plan.stream().region())
                                    .append(target.group(), target.stream(), line.toString());
                        });
    }
}
