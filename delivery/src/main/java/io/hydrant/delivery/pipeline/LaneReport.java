package io.hydrant.delivery.pipeline;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.hydrant.delivery.convert.ConversionCounts;
import io.hydrant.delivery.convert.ConversionCounts.Failures;
import io.hydrant.delivery.destination.DeliveryErrorLog;
import io.hydrant.delivery.destination.Shipment;
import io.hydrant.delivery.destination.Uploader.UploadOutcome.UploadFailure;
import io.hydrant.delivery.destination.Uploader.UploadOutcome.Uploaded;
import io.hydrant.delivery.ledger.Refusals;
import io.hydrant.delivery.ledger.Rendering;
import io.hydrant.delivery.ledger.Track;
import io.hydrant.delivery.pipeline.LaneStatus.LastError;
import io.hydrant.delivery.plan.DeliveryPlan;
import io.hydrant.delivery.plan.S3Sink;
import io.hydrant.delivery.source.SplitFrame;
import io.hydrant.delivery.transform.TransformedBatch;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
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
    private final boolean readsSource;
    private Optional<LastError> functionError = Optional.empty();
    private volatile Optional<LaneStatus> status = Optional.empty();
    private volatile Optional<LaneReport> ofProcessed = Optional.empty();

    /// @param lane names it in messages
    LaneReport(String lane, StreamReport stream, DeliveryErrorLog errorLog) {
        this(lane, stream, errorLog, true);
    }

    private LaneReport(
            String lane, StreamReport stream, DeliveryErrorLog errorLog, boolean readsSource) {
        this.lane = lane;
        this.stream = stream;
        this.errorLog = errorLog;
        this.readsSource = readsSource;
    }

    /// The report of the lane that delivers what a function made of this lane's records. Its status
    /// is a part of this one's.
    LaneReport ofProcessed() {
        LaneReport report = new LaneReport(lane, stream, errorLog, false);
        ofProcessed = Optional.of(report);
        return report;
    }

    void read(SplitFrame frame) {
        if (readsSource) {
            stream.read(frame);
        }
    }

    /// What a function made of a batch is kept. One line for each code that records failed with,
    /// however many did.
    void processed(DeliveryPlan plan, TransformedBatch answer, Instant now) {
        List<BatchFailures> failures = BatchFailures.of(answer);
        for (BatchFailures of : failures) {
            String message = shortened(of.first().message()) + others(of.records(), "batch");
            log(
                    plan,
                    Track.MAIN,
                    new ErrorLine(
                            of.first().code(), message, Optional.of(of.first().functionArn())));
        }
        TransformedBatch.Counts counts = answer.counts();
        boolean failed = counts.ok() == 0 && counts.dropped() == 0 && !failures.isEmpty();
        long before = functionError.map(LastError::tries).orElse(0L);
        functionError =
                failed
                        ? Optional.of(
                                new LastError(
                                        failures.getFirst().first().code(),
                                        shortened(failures.getFirst().first().message()),
                                        now,
                                        before + 1))
                        : Optional.empty();
    }

    void arrived(Shipment shipment, Uploaded uploaded) {
        stream.arrived(shipment);
        errors.remove(shipment.intent().track());
        uploaded.conversion().ifPresent(counts -> converted(shipment, counts));
        if (shipment.intent().rendering() instanceof Rendering.Refused refused) {
            refused(shipment.plan(), refused.refusals());
        }
    }

    /// One line for each code, with the first message.
    private void refused(DeliveryPlan plan, Refusals refusals) {
        Map<String, Refusals.Run> byCode = new LinkedHashMap<>();
        for (Refusals.Run run : refusals.runs()) {
            byCode.merge(
                    run.reason().code(),
                    run,
                    (first, next) ->
                            new Refusals.Run(first.reason(), first.records() + next.records()));
        }
        for (Refusals.Run run : byCode.values()) {
            String message = shortened(run.reason().message()) + others(run.records(), "object");
            log(plan, Track.MAIN, run.reason().code(), message);
        }
    }

    /// One line for each code that records of the object failed with, however many did.
    private void converted(Shipment shipment, ConversionCounts counts) {
        stream.converted(counts);
        for (Failures failures : counts.failures()) {
            String shown = shortened(failures.first().message());
            log(
                    shipment.plan(),
                    Track.MAIN,
                    failures.first().code(),
                    shown + others(failures.records(), "object"));
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
        return errors.values().stream().findFirst().or(() -> functionError);
    }

    void publish(LaneStatus current) {
        status = Optional.of(current);
    }

    /// How the lane stood after its last step.
    Optional<LaneStatus> status() {
        Optional<LaneStatus> processed = ofProcessed.flatMap(LaneReport::status);
        return status.map(of -> processed.map(of::with).orElse(of));
    }

    private static String shortened(String message) {
        return message.length() <= MESSAGE_CHARS_MAX
                ? message
                : message.substring(0, MESSAGE_CHARS_MAX) + "...";
    }

    private static String others(long records, String ofOne) {
        return records == 1 ? "" : " (the first of " + records + " records of one " + ofOne + ")";
    }

    /// @param processor the function that has to do with it
    private record ErrorLine(String code, String message, Optional<String> processor) {}

    private void tellLoss(
            Track track, String message, GivenUp why, DeliveryPlan plan, Instant now) {
        LOG.error("lane {}, {}: {}", lane, StreamReport.name(track), message);
        log(plan, track, why.code(), message);
        stream.showLoss(new LastError(why.code(), message, now, 1));
    }

    private void log(DeliveryPlan plan, Track track, String code, String message) {
        log(plan, track, new ErrorLine(code, message, Optional.empty()));
    }

    private void log(DeliveryPlan plan, Track track, ErrorLine error) {
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
                            line.put("message", error.message());
                            line.put("errorCode", error.code());
                            error.processor().ifPresent(arn -> line.put("processor", arn));
                            errorLog.of(plan.stream().account(), plan.stream().region())
                                    .append(target.group(), target.stream(), line.toString());
                        });
    }
}
