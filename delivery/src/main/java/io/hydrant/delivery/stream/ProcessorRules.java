package io.hydrant.delivery.stream;

import static io.hydrant.delivery.stream.InvalidConfiguration.refuseIf;

import static software.amazon.awssdk.services.firehose.model.ProcessorParameterName.BUFFER_INTERVAL_IN_SECONDS;
import static software.amazon.awssdk.services.firehose.model.ProcessorParameterName.BUFFER_SIZE_IN_M_BS;
import static software.amazon.awssdk.services.firehose.model.ProcessorParameterName.COMPRESSION_FORMAT;
import static software.amazon.awssdk.services.firehose.model.ProcessorParameterName.DATA_MESSAGE_EXTRACTION;
import static software.amazon.awssdk.services.firehose.model.ProcessorParameterName.DELIMITER;
import static software.amazon.awssdk.services.firehose.model.ProcessorParameterName.JSON_PARSING_ENGINE;
import static software.amazon.awssdk.services.firehose.model.ProcessorParameterName.LAMBDA_ARN;
import static software.amazon.awssdk.services.firehose.model.ProcessorParameterName.NUMBER_OF_RETRIES;
import static software.amazon.awssdk.services.firehose.model.ProcessorParameterName.SUB_RECORD_TYPE;
import static software.amazon.awssdk.services.firehose.model.ProcessorType.CLOUD_WATCH_LOG_PROCESSING;
import static software.amazon.awssdk.services.firehose.model.ProcessorType.DECOMPRESSION;
import static software.amazon.awssdk.services.firehose.model.ProcessorType.LAMBDA;
import static software.amazon.awssdk.services.firehose.model.ProcessorType.METADATA_EXTRACTION;
import static software.amazon.awssdk.services.firehose.model.ProcessorType.RECORD_DE_AGGREGATION;

import io.hydrant.delivery.plan.SubRecordRules;
import io.hydrant.kernel.error.InvalidArgument;

import software.amazon.awssdk.services.firehose.model.ProcessingConfiguration;
import software.amazon.awssdk.services.firehose.model.Processor;
import software.amazon.awssdk.services.firehose.model.ProcessorParameterName;
import software.amazon.awssdk.services.firehose.model.ProcessorType;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// What enabled processors must obey, in the service's words and order.
///
/// Source: captures of CreateDeliveryStream and UpdateDestination.
final class ProcessorRules {
    private static final String MODEL = "class com.amazonaws.services.firehose.internal.model.";
    private static final String NEEDS_PARTITIONING =
            "Processor can only be present when Dynamic Partitioning is enabled.";
    private static final int PROCESSORS_MAX = 5;

    private ProcessorRules() {}

    /// @param partitioned whether dynamic partitioning is enabled
    static void check(ProcessingConfiguration processing, boolean partitioned) {
        if (!processing.enabled()) {
            return;
        }
        List<Processor> processors = processing.processors();
        checkPartitioningOnly(processors, partitioned);
        processors.forEach(ProcessorRules::checkExtraction);
        refuseIf(
                processors.isEmpty() || processors.size() > PROCESSORS_MAX,
                "A maximum of 5 and a minimum of 1 processor needs to be supplied when processing"
                        + " is enabled.");
        refuseIf(count(processors, LAMBDA) > 1, "Cannot have more than 1 Lambda processor.");
        for (ProcessorType type : ProcessorType.knownValues()) {
            refuseIf(
                    count(processors, type) > 1, "Cannot have more than 1 " + type + " processor.");
        }
        processors.stream().filter(is(LAMBDA)).forEach(ProcessorRules::checkLambda);
        refuseIf(
                count(processors, CLOUD_WATCH_LOG_PROCESSING) > 0
                        && count(processors, DECOMPRESSION) == 0,
                "CloudWatchLogProcessingProcessor can only be enabled with DecompressionProcessor");
        processors.forEach(ProcessorRules::checkDecompression);
    }

    private static void checkPartitioningOnly(List<Processor> processors, boolean partitioned) {
        refuseIf(
                !partitioned && count(processors, METADATA_EXTRACTION) > 0,
                MODEL + "MetadataExtraction" + NEEDS_PARTITIONING);
        refuseIf(
                !partitioned && count(processors, RECORD_DE_AGGREGATION) > 0,
                MODEL + "RecordDeAggregation" + NEEDS_PARTITIONING);
    }

    private static void checkExtraction(Processor processor) {
        if (processor.type() == METADATA_EXTRACTION) {
            refuseIf(
                    !parameter(processor, JSON_PARSING_ENGINE).equals(Optional.of("JQ-1.6")),
                    "MetaDataExtraction JSON Parsing Engine has to be one of JQ-1.6");
        }
        if (processor.type() == RECORD_DE_AGGREGATION) {
            String type = parameter(processor, SUB_RECORD_TYPE).orElse("");
            refuseIf(
                    !type.equals("JSON") && !type.equals("DELIMITED"),
                    "SubRecordType has to be one of JSON, DELIMITED");
            refuseIf(
                    type.equals("DELIMITED") && parameter(processor, DELIMITER).isEmpty(),
                    "Delimiter should be present for DELIMITED");
            if (type.equals("DELIMITED")) {
                checkDelimiter(parameter(processor, DELIMITER).orElseThrow());
            }
        }
    }

    private static void checkDelimiter(String base64) {
        try {
            new SubRecordRules.DeAggregation.Delimited(base64);
        } catch (InvalidArgument _) {
            throw new InvalidConfiguration("Delimiter should be Base64 encoded: " + base64);
        }
    }

    private static void checkLambda(Processor processor) {
        Optional<String> size = parameter(processor, BUFFER_SIZE_IN_M_BS);
        Optional<String> interval = parameter(processor, BUFFER_INTERVAL_IN_SECONDS);
        refuseIf(
                parameter(processor, LAMBDA_ARN).isEmpty(),
                "LambdaArn is required when Lambda processor is used.");
        refuseIf(
                size.isEmpty() || interval.isEmpty(),
                "Both BufferSizeInMBs and BufferIntervalInSeconds are required to configure"
                        + " buffering for lambda processor.");
        refuseIf(
                !within(size.get(), "0.2", "3"),
                "BufferSizeInMBs for lambda processor must be between 0.2 and 3.");
        refuseIf(
                !within(interval.get(), "0", "900"),
                "BufferIntervalInSeconds for lambda processor must be between 0 and 900.");
        refuseIf(
                !within(parameter(processor, NUMBER_OF_RETRIES).orElse("3"), "0", "300"),
                "Number of retries for lambda must be between 0 and 300.");
    }

    private static void checkDecompression(Processor processor) {
        if (processor.type() == CLOUD_WATCH_LOG_PROCESSING) {
            String value = parameter(processor, DATA_MESSAGE_EXTRACTION).orElse("false");
            refuseIf(
                    !value.equals("true") && !value.equals("false"),
                    "Invalid parameter value for DataMessageExtraction. Allowed values are True"
                            + " and False.");
        }
        if (processor.type() == DECOMPRESSION) {
            refuseIf(
                    !parameter(processor, COMPRESSION_FORMAT).orElse("GZIP").equals("GZIP"),
                    "CompressionFormat has to be GZIP");
        }
    }

    private static boolean within(String text, String min, String max) {
        try {
            BigDecimal value = new BigDecimal(text);
            return value.compareTo(new BigDecimal(min)) >= 0
                    && value.compareTo(new BigDecimal(max)) <= 0;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static Optional<String> parameter(Processor processor, ProcessorParameterName name) {
        return ProcessingDescriptions.parameter(processor, name);
    }

    private static long count(List<Processor> processors, ProcessorType type) {
        return processors.stream().filter(is(type)).count();
    }

    private static Predicate<Processor> is(ProcessorType type) {
        return processor -> processor.type() == type;
    }
}
