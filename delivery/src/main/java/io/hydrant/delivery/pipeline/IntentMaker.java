package io.hydrant.delivery.pipeline;

import io.hydrant.delivery.convert.ConversionPlanner;
import io.hydrant.delivery.ledger.Intent;
import io.hydrant.delivery.ledger.Rendering;
import io.hydrant.delivery.ledger.Track;
import io.hydrant.delivery.partition.ErrorOutput;
import io.hydrant.delivery.partition.ObjectName;
import io.hydrant.delivery.partition.PartitionKeys;
import io.hydrant.delivery.partition.Prefixes;
import io.hydrant.delivery.pipeline.LaneTrack.Closed;
import io.hydrant.delivery.plan.Conversion;
import io.hydrant.delivery.plan.DeliveryPlan;
import io.hydrant.delivery.plan.S3Sink;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;

/// Settles what closed buffers become: the keys of their objects, and the table they are converted
/// by.
record IntentMaker(RandomGenerator random, ConversionPlanner conversions) {

    Intent intent(long number, Track track, Closed from, Instant now) {
        DeliveryPlan plan = from.plan();
        S3Sink sink = sink(track, plan);
        Instant oldest = from.buffer().content().oldest();
        return switch (from.key()) {
            case BufferKey.Errors(ErrorOutput output) ->
                    new Intent(
                            number,
                            track,
                            plan.versionId(),
                            errorKey(plan, sink, oldest, output),
                            from.buffer().positions(),
                            from.buffer().content(),
                            new Rendering.Failures(output));
            case BufferKey.Whole _ ->
                    new Intent(
                            number,
                            track,
                            plan.versionId(),
                            key(track, plan, oldest),
                            from.buffer().positions(),
                            from.buffer().content(),
                            rendering(track, plan, oldest, now));
        };
    }

    private static Optional<Conversion> conversion(Track track, DeliveryPlan plan) {
        return track == Track.MAIN ? plan.conversion() : Optional.empty();
    }

    private String key(Track track, DeliveryPlan plan, Instant oldest) {
        S3Sink sink = sink(track, plan);
        String prefix =
                Prefixes.parse(sink.prefix(), sink.errorPrefix())
                        .evaluate(oldest, sink.zone(), random, PartitionKeys.NONE);
        ObjectName name =
                conversion(track, plan)
                        .map(c -> ObjectName.ofConverted(plan, sink, c.format().extension()))
                        .orElseGet(() -> ObjectName.of(plan, sink));
        return prefix + name.suffix(oldest, randomId());
    }

    private Rendering rendering(Track track, DeliveryPlan plan, Instant oldest, Instant now) {
        ErrorOutput output = ErrorOutput.FORMAT_CONVERSION_FAILED;
        Optional<Conversion> conversion = conversion(track, plan);
        if (conversion.isEmpty()) {
            return Rendering.AS_THEY_ARE;
        }
        String errorKey = errorKey(plan, sink(track, plan), oldest, output);
        return new Rendering.Converted(conversions.terms(conversion.get(), errorKey, now));
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
