package io.hydrant.delivery.pipeline;

import io.hydrant.delivery.convert.ConversionPlanner;
import io.hydrant.delivery.ledger.Intent;
import io.hydrant.delivery.ledger.Refusals;
import io.hydrant.delivery.ledger.Refusals.Reason;
import io.hydrant.delivery.ledger.Rendering;
import io.hydrant.delivery.ledger.Track;
import io.hydrant.delivery.partition.ErrorOutput;
import io.hydrant.delivery.partition.ObjectName;
import io.hydrant.delivery.partition.PartitionKeys;
import io.hydrant.delivery.partition.PartitionScheme;
import io.hydrant.delivery.partition.Prefixes;
import io.hydrant.delivery.pipeline.LaneTrack.Closed;
import io.hydrant.delivery.plan.Conversion;
import io.hydrant.delivery.plan.DeliveryPlan;
import io.hydrant.delivery.plan.S3Sink;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;

/// Settles what closed buffers become: the keys of their objects, and the table they are converted
/// by.
record IntentMaker(RandomGenerator random, ConversionPlanner conversions) {

    Intent intent(long number, Track track, Closed from, Instant now) {
        DeliveryPlan plan = from.plan();
        Instant oldest = from.buffer().content().oldest();
        Made made =
                switch (from.key()) {
                    case BufferKey.Whole _ ->
                            new Made(
                                    key(track, plan, oldest, List.of()),
                                    rendering(track, from, now));
                    case BufferKey.Partition(List<String> values) -> partition(from, values, now);
                    case BufferKey.Errors(ErrorOutput output) ->
                            new Made(
                                    errorKey(plan, sink(track, plan), oldest, output),
                                    new Rendering.Failures(output));
                    case BufferKey.Refused(ErrorOutput output) ->
                            refused(from, output, from.buffer().refusals(), now);
                };
        return new Intent(
                number,
                track,
                plan.versionId(),
                ObjectKeys.encodable(made.key()),
                from.buffer().positions(),
                from.buffer().content(),
                made.rendering());
    }

    private record Made(String key, Rendering rendering) {}

    /// Times in the prefix are those of the oldest record, which the length was not checked for: an
    /// object that could have no key must not be tried for ever.
    private Made partition(Closed from, List<String> values, Instant now) {
        Instant oldest = from.buffer().content().oldest();
        String key = key(Track.MAIN, from.plan(), oldest, values);
        if (ObjectKeys.bytes(key) > ObjectKeys.BYTES_MAX) {
            long records = from.buffer().content().records();
            Refusals refusals = Refusals.all(PartitionFinder.TOO_LONG, records);
            return refused(from, PartitionFinder.OUTPUT, refusals, now);
        }
        return new Made(key, rendering(Track.MAIN, from, now));
    }

    private Made refused(Closed from, ErrorOutput output, Refusals refusals, Instant now) {
        Instant at = now.truncatedTo(ChronoUnit.MILLIS);
        Instant oldest = from.buffer().content().oldest();
        return new Made(
                errorKey(from.plan(), from.plan().main(), oldest, output),
                new Rendering.Refused(output, at, refusals));
    }

    /// An object of a partition that cannot be delivered, as lines of the error output.
    Intent refused(Intent intent, DeliveryPlan plan, Reason reason, Instant now) {
        Instant oldest = intent.content().oldest();
        String key = errorKey(plan, plan.main(), oldest, PartitionFinder.OUTPUT);
        Refusals refusals = Refusals.all(reason, intent.content().records());
        return new Intent(
                intent.number(),
                intent.track(),
                intent.versionId(),
                ObjectKeys.encodable(key),
                intent.positions(),
                intent.content(),
                new Rendering.Refused(
                        PartitionFinder.OUTPUT, now.truncatedTo(ChronoUnit.MILLIS), refusals));
    }

    private static Optional<Conversion> conversion(Track track, DeliveryPlan plan) {
        return track == Track.MAIN ? plan.conversion() : Optional.empty();
    }

    /// @param values of the partition; none when there are no partitions
    private String key(Track track, DeliveryPlan plan, Instant oldest, List<String> values) {
        S3Sink sink = sink(track, plan);
        Prefixes prefixes = Prefixes.parse(sink.prefix(), sink.errorPrefix());
        PartitionKeys keys =
                values.isEmpty() ? PartitionKeys.NONE : PartitionScheme.of(prefixes).keys(values);
        String prefix = prefixes.evaluate(oldest, sink.zone(), random, keys);
        ObjectName name =
                conversion(track, plan)
                        .map(c -> ObjectName.ofConverted(plan, sink, c.format().extension()))
                        .orElseGet(() -> ObjectName.of(plan, sink));
        return prefix + name.suffix(oldest, randomId());
    }

    private Rendering rendering(Track track, Closed from, Instant now) {
        DeliveryPlan plan = from.plan();
        Instant oldest = from.buffer().content().oldest();
        ErrorOutput output = ErrorOutput.FORMAT_CONVERSION_FAILED;
        Optional<Conversion> conversion = conversion(track, plan);
        if (conversion.isEmpty()) {
            return Rendering.AS_THEY_ARE;
        }
        String errorKey = errorKey(plan, sink(track, plan), oldest, output);
        return new Rendering.Converted(
                from.table().isPresent()
                        ? conversions.terms(from.table().get(), errorKey, now)
                        : conversions.terms(conversion.get(), errorKey, now));
    }

    static S3Sink sink(Track track, DeliveryPlan plan) {
        return switch (track) {
            case MAIN -> plan.main();
            case BACKUP -> plan.backup().orElseThrow();
        };
    }

    private String errorKey(DeliveryPlan plan, S3Sink sink, Instant oldest, ErrorOutput output) {
        String prefix =
                Prefixes.parse(sink.prefix(), sink.errorPrefix())
                        .evaluateErrors(oldest, sink.zone(), random, output);
        return prefix + ObjectName.ofErrors(plan, sink).suffix(oldest, randomId());
    }

    private UUID randomId() {
        return new UUID(versionFour(random.nextLong()), variantTwo(random.nextLong()));
    }

    private static long versionFour(long bits) {
        return bits & ~0xF000L | 0x4000L;
    }

    private static long variantTwo(long bits) {
        return bits & 0x3FFF_FFFF_FFFF_FFFFL | 0x8000_0000_0000_0000L;
    }
}
