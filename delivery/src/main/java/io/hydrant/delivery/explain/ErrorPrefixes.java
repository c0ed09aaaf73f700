package io.hydrant.delivery.explain;

import io.hydrant.delivery.partition.ErrorOutput;
import io.hydrant.delivery.partition.Prefixes;
import io.hydrant.delivery.plan.DeliveryPlan;
import io.hydrant.delivery.plan.S3Sink;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/// Where records go that fail in one of a plan's stages.
final class ErrorPrefixes {
    private ErrorPrefixes() {}

    /// By type, in the order of the stages; none when nothing can fail.
    static Map<String, String> of(DeliveryPlan plan, Instant arrival, RandomGenerator random) {
        S3Sink sink = plan.main();
        Prefixes prefixes = Prefixes.parse(sink.prefix(), sink.errorPrefix());
        Map<String, String> evaluated = new LinkedHashMap<>();
        for (ErrorOutput output : possible(plan)) {
            evaluated.put(
                    output.folder(), prefixes.evaluateErrors(arrival, sink.zone(), random, output));
        }
        return evaluated;
    }

    /// In the order of the stages.
    private static Set<ErrorOutput> possible(DeliveryPlan plan) {
        Set<ErrorOutput> outputs = new LinkedHashSet<>();
        if (plan.subRecords().decompression()) {
            outputs.add(ErrorOutput.DECOMPRESSION_FAILED);
        }
        if (plan.function().isPresent()
                || plan.subRecords().messageExtraction()
                || plan.subRecords().deAggregation().isPresent()) {
            outputs.add(ErrorOutput.PROCESSING_FAILED);
        }
        if (plan.partitioning().isPresent()) {
            outputs.add(ErrorOutput.METADATA_EXTRACTION_FAILED);
        }
        if (plan.conversion().isPresent()) {
            outputs.add(ErrorOutput.FORMAT_CONVERSION_FAILED);
        }
        return outputs;
    }
}
