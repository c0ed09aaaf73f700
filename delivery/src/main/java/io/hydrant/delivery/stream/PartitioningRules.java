package io.hydrant.delivery.stream;

import static software.amazon.awssdk.services.firehose.model.ProcessorParameterName.METADATA_EXTRACTION_QUERY;
import static software.amazon.awssdk.services.firehose.model.ProcessorType.LAMBDA;
import static software.amazon.awssdk.services.firehose.model.ProcessorType.METADATA_EXTRACTION;

import io.hydrant.delivery.jq.MetadataQuery;
import io.hydrant.delivery.jq.syntax.InvalidQuery;
import io.hydrant.delivery.partition.PrefixExpression;

import software.amazon.awssdk.services.firehose.model.ExtendedS3DestinationDescription;
import software.amazon.awssdk.services.firehose.model.ProcessingConfiguration;
import software.amazon.awssdk.services.firehose.model.Processor;
import software.amazon.awssdk.services.firehose.model.ProcessorType;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What the sources of partition keys must obey, once prefixes and processors are fine by
/// themselves: every key that the prefix names has a source, and every key of the query is in the
/// prefix.
///
/// Source: captures of CreateDeliveryStream. Texts about the query itself are ours, as is that of a
/// key which the query does not have.
final class PartitioningRules {
    private PartitioningRules() {}

    /// @param destination has dynamic partitioning enabled
    static void check(ExtendedS3DestinationDescription destination) {
        ProcessingConfiguration processing = destination.processingConfiguration();
        Optional<Processor> extraction = first(processing, METADATA_EXTRACTION);
        boolean transformed = first(processing, LAMBDA).isPresent();
        refuseIf(
                extraction.isEmpty() && !transformed,
                "Processing Configuration is not enabled when DataPartitioning is enabled");
        PrefixExpression prefix = PrefixExpression.parse(destination.prefix());
        refuseIf(
                !transformed && !prefix.lambdaKeys().isEmpty(),
                "Lambda should be present when S3 Prefix contains keys from partitionKeyFromLambda"
                        + " namespace");
        refuseIf(
                extraction.isEmpty() && !prefix.queryKeys().isEmpty(),
                "MetadataExtraction processor should be present when S3 Prefix has"
                        + " partitionKeyFromQuery namespace");
        extraction.ifPresent(processor -> checkQuery(processor, prefix.queryKeys()));
    }

    private static void checkQuery(Processor extraction, List<String> inPrefix) {
        Set<String> keys = query(extraction).keys();
        refuseIf(
                !inPrefix.containsAll(keys),
                "MetaDataExtraction JQ Query can't contain keys that are not present in the S3"
                        + " Prefix expression");
        for (String key : inPrefix) {
            refuseIf(
                    !keys.contains(key),
                    "S3 Prefix expression can't contain partitionKeyFromQuery keys that are not"
                            + " present in the MetaDataExtraction JQ Query: "
                            + key);
        }
    }

    private static MetadataQuery query(Processor extraction) {
        String program =
                ProcessingDescriptions.parameter(extraction, METADATA_EXTRACTION_QUERY)
                        .orElseThrow(
                                () ->
                                        new InvalidConfiguration(
                                                "MetadataExtractionQuery is required when"
                                                        + " MetadataExtraction processor is"
                                                        + " used."));
        try {
            return MetadataQuery.compile(program);
        } catch (InvalidQuery e) {
            throw new InvalidConfiguration(
                    "MetaDataExtraction JQ Query is invalid: " + e.getMessage());
        }
    }

    private static Optional<Processor> first(
            ProcessingConfiguration processing, ProcessorType type) {
        return processing.enabled()
                ? processing.processors().stream().filter(one -> one.type() == type).findFirst()
                : Optional.empty();
    }

    private static void refuseIf(boolean broken, String message) {
        if (broken) {
            throw new InvalidConfiguration(message);
        }
    }
}
