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
        Rendered rendered = new Rendered(shipment, upload(shipment));
        String key = shipment.intent().key();
        return switch (shipment.intent().rendering()) {
            case Rendering.AsTheyAre _ -> List.of(rendered.plain(numbers));
            case Rendering.Failures(ErrorOutput output) ->
                    List.of(rendered.failed(key, output, numbers));
            case Rendering.Refused refused ->
                    List.of(rendered.failed(key, refused.output(), numbers));
            case Rendering.Converted(ConversionTerms terms) ->
                    rendered.converted(terms, numbers, rejected);
        };
    }

    /// A shipment and the objects that came of it.
    private final class Rendered {
        private final Shipment shipment;
        private final CapturingStore stored;
        private final String key;

        Rendered(Shipment shipment, CapturingStore stored) {
            this.shipment = shipment;
            this.stored = stored;
            this.key = shipment.intent().key();
        }

        Made plain(List<Integer> numbers) {
            DeliveryPlan plan = shipment.plan();
            CapturingStore plain = upload(new Shipment(shipment.intent(), uncompressed(plan)));
            Captured object = stored.captured(key).orElseThrow();
            return new Made(
                    Optional.empty(),
                    key,
                    prefix(key, ObjectName.of(plan, shipment.sink())),
                    numbers,
                    object.bytes().length,
                    object.encoding(),
                    Excerpt.of(plain.captured(key).orElseThrow().bytes()));
        }

        /// Without a file all records are in the object of errors.
        List<Made> converted(ConversionTerms terms, List<Integer> numbers, Set<Integer> rejected) {
            List<Made> made = new ArrayList<>();
            Optional<Captured> file = stored.captured(key);
            file.ifPresent(
                    captured -> {
                        List<Integer> rows =
                                numbers.stream().filter(n -> !rejected.contains(n)).toList();
                        made.add(file(captured, terms, rows));
                    });
            if (stored.captured(terms.errorKey()).isPresent()) {
                List<Integer> failed =
                        file.isEmpty()
                                ? numbers
                                : numbers.stream().filter(rejected::contains).toList();
                made.add(failed(terms.errorKey(), ErrorOutput.FORMAT_CONVERSION_FAILED, failed));
            }
            return made;
        }

        private Made file(Captured captured, ConversionTerms terms, List<Integer> numbers) {
            ObjectName name =
                    ObjectName.ofConverted(
                            shipment.plan(), shipment.sink(), terms.format().extension());
            return new Made(
                    Optional.empty(),
                    key,
                    prefix(key, name),
                    numbers,
                    captured.bytes().length,
                    captured.encoding(),
                    Excerpt.of(captured.bytes()));
        }

        Made failed(String errorKey, ErrorOutput output, List<Integer> numbers) {
            Captured lines = stored.captured(errorKey).orElseThrow();
            ObjectName name = ObjectName.ofErrors(shipment.plan(), shipment.sink());
            return new Made(
                    Optional.of(output.folder()),
                    errorKey,
                    prefix(errorKey, name),
                    numbers,
                    lines.bytes().length,
                    lines.encoding(),
                    Excerpt.of(lines.bytes()));
        }

        /// What is before the object's name, which is as long for every id.
        private String prefix(String objectKey, ObjectName name) {
            String suffix = name.suffix(shipment.intent().content().oldest(), new UUID(0, 0));
            return objectKey.substring(0, objectKey.length() - suffix.length());
        }
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
            case UploadOutcome.Absent _ ->
                    throw new IllegalStateException(
                            shipment.intent().key() + " was looked for and not uploaded");
            case UploadOutcome.UploadFailure(String code, String message) ->
                    throw new IllegalStateException(
                            "%s could not be made: %s, %s"
                                    .formatted(shipment.intent().key(), code, message));
        };
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
