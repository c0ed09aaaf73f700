package io.hydrant.delivery.explain;

import io.hydrant.delivery.convert.Conversions;
import io.hydrant.delivery.destination.ObjectUploader;
import io.hydrant.delivery.destination.Shipment;
import io.hydrant.delivery.destination.Uploader.UploadOutcome;
import io.hydrant.delivery.explain.CapturingStore.Captured;
import io.hydrant.delivery.explain.Stage.Made;
import io.hydrant.delivery.ledger.ConversionTerms;
import io.hydrant.delivery.ledger.Rendering;
import io.hydrant.delivery.partition.ErrorOutput;
import io.hydrant.delivery.partition.ObjectName;
import io.hydrant.delivery.plan.Compression;
import io.hydrant.delivery.plan.DeliveryPlan;
import io.hydrant.delivery.plan.S3Sink;
import io.hydrant.delivery.source.LaneSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Renders the objects of a source as its lane's uploader does. For one thread.
final class ObjectTrial {
    private final LaneSource source;
    private final Conversions conversions;

    ObjectTrial(LaneSource source, Conversions conversions) {
        this.source = source;
        this.conversions = conversions;
    }

    /// The objects that a shipment becomes: one, or a file and an object of errors.
    ///
    /// @param numbers of its records
    /// @param rejected those of them that become no rows
    List<Made> made(Shipment shipment, List<Integer> numbers, Set<Integer> rejected) {
        CapturingStore stored = upload(shipment);
        DeliveryPlan plan = shipment.plan();
        S3Sink sink = shipment.sink();
        String key = shipment.intent().key();
        ObjectName errors = ObjectName.ofErrors(plan, sink);
        return switch (shipment.intent().rendering()) {
            case Rendering.AsTheyAre _ -> {
                CapturingStore plain = upload(new Shipment(shipment.intent(), uncompressed(plan)));
                Captured object = stored.captured(key).orElseThrow();
                Excerpt content = Excerpt.of(plain.captured(key).orElseThrow().bytes());
                String prefix = prefix(shipment, key, ObjectName.of(plan, sink));
                yield List.of(
                        new Made(
                                Optional.empty(),
                                key,
                                prefix,
                                numbers,
                                object.bytes().length,
                                object.encoding(),
                                content));
            }
            case Rendering.Failures(ErrorOutput output) ->
                    List.of(failed(shipment, stored, key, output, numbers, errors));
            case Rendering.Refused refused ->
                    List.of(failed(shipment, stored, key, refused.output(), numbers, errors));
            case Rendering.Converted(ConversionTerms terms) ->
                    converted(shipment, stored, terms, numbers, rejected);
        };
    }

    private List<Made> converted(
            Shipment shipment,
            CapturingStore stored,
            ConversionTerms terms,
            List<Integer> numbers,
            Set<Integer> rejected) {
        List<Made> made = new ArrayList<>();
        String key = shipment.intent().key();
        ObjectName name =
                ObjectName.ofConverted(
                        shipment.plan(), shipment.sink(), terms.format().extension());
        stored.captured(key)
                .ifPresent(
                        file ->
                                made.add(
                                        new Made(
                                                Optional.empty(),
                                                key,
                                                prefix(shipment, key, name),
                                                numbers.stream()
                                                        .filter(n -> !rejected.contains(n))
                                                        .toList(),
                                                file.bytes().length,
                                                file.encoding(),
                                                Excerpt.of(file.bytes()))));
        if (stored.captured(terms.errorKey()).isPresent()) {
            made.add(
                    failed(
                            shipment,
                            stored,
                            terms.errorKey(),
                            ErrorOutput.FORMAT_CONVERSION_FAILED,
                            numbers.stream().filter(rejected::contains).toList(),
                            ObjectName.ofErrors(shipment.plan(), shipment.sink())));
        }
        return made;
    }

    private static Made failed(
            Shipment shipment,
            CapturingStore stored,
            String key,
            ErrorOutput output,
            List<Integer> numbers,
            ObjectName name) {
        Captured lines = stored.captured(key).orElseThrow();
        return new Made(
                Optional.of(output.folder()),
                key,
                prefix(shipment, key, name),
                numbers,
                lines.bytes().length,
                lines.encoding(),
                Excerpt.of(lines.bytes()));
    }

    private CapturingStore upload(Shipment shipment) {
        CapturingStore store = new CapturingStore();
        ObjectUploader uploader = new ObjectUploader(source, store, Runnable::run, conversions);
        List<UploadOutcome> outcomes = new ArrayList<>();
        uploader.upload(shipment, (_, outcome) -> outcomes.add(outcome));
        return switch (outcomes.getFirst()) {
            case UploadOutcome.Uploaded _ -> store;
            case UploadOutcome.Unconvertible(String code, String message) ->
                    upload(
                            new Shipment(
                                    shipment.intent().unconvertible(code, message),
                                    shipment.plan()));
            case UploadOutcome.UploadFailure(String code, String message) ->
                    throw new IllegalStateException(
                            "%s could not be made: %s, %s"
                                    .formatted(shipment.intent().key(), code, message));
        };
    }

    /// What is before the object's name, which is as long for every id.
    private static String prefix(Shipment shipment, String key, ObjectName name) {
        String suffix = name.suffix(shipment.intent().content().oldest(), new UUID(0, 0));
        return key.substring(0, key.length() - suffix.length());
    }

    private static DeliveryPlan uncompressed(DeliveryPlan plan) {
        return new DeliveryPlan(
                plan.stream(),
                plan.versionId(),
                plan.source(),
                plan.appendDelimiter(),
                uncompressed(plan.main()),
                plan.backup().map(ObjectTrial::uncompressed),
                plan.conversion(),
                plan.function(),
                plan.partitioning(),
                plan.subRecords());
    }

    private static S3Sink uncompressed(S3Sink sink) {
        return new S3Sink(
                sink.bucket(),
                sink.prefix(),
                sink.errorPrefix(),
                sink.hints(),
                Compression.UNCOMPRESSED,
                sink.fileExtension(),
                sink.zone(),
                sink.kmsKeyArn(),
                sink.errorLog());
    }
}
