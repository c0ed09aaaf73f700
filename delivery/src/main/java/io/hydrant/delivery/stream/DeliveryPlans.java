package io.hydrant.delivery.stream;

import static software.amazon.awssdk.services.firehose.model.ProcessorParameterName.BUFFER_INTERVAL_IN_SECONDS;
import static software.amazon.awssdk.services.firehose.model.ProcessorParameterName.BUFFER_SIZE_IN_M_BS;
import static software.amazon.awssdk.services.firehose.model.ProcessorParameterName.DATA_MESSAGE_EXTRACTION;
import static software.amazon.awssdk.services.firehose.model.ProcessorParameterName.DELIMITER;
import static software.amazon.awssdk.services.firehose.model.ProcessorParameterName.LAMBDA_ARN;
import static software.amazon.awssdk.services.firehose.model.ProcessorParameterName.METADATA_EXTRACTION_QUERY;
import static software.amazon.awssdk.services.firehose.model.ProcessorParameterName.NUMBER_OF_RETRIES;
import static software.amazon.awssdk.services.firehose.model.ProcessorParameterName.SUB_RECORD_TYPE;

import io.hydrant.delivery.plan.BufferingHints;
import io.hydrant.delivery.plan.Compression;
import io.hydrant.delivery.plan.Conversion;
import io.hydrant.delivery.plan.DeliveryPlan;
import io.hydrant.delivery.plan.LambdaProcessor;
import io.hydrant.delivery.plan.LogTarget;
import io.hydrant.delivery.plan.Partitioning;
import io.hydrant.delivery.plan.S3Sink;
import io.hydrant.delivery.plan.StreamId;
import io.hydrant.delivery.plan.SubRecordRules;
import io.hydrant.delivery.plan.SubRecordRules.DeAggregation;

import software.amazon.awssdk.services.firehose.model.CloudWatchLoggingOptions;
import software.amazon.awssdk.services.firehose.model.CompressionFormat;
import software.amazon.awssdk.services.firehose.model.ExtendedS3DestinationDescription;
import software.amazon.awssdk.services.firehose.model.KMSEncryptionConfig;
import software.amazon.awssdk.services.firehose.model.ProcessingConfiguration;
import software.amazon.awssdk.services.firehose.model.Processor;
import software.amazon.awssdk.services.firehose.model.ProcessorParameterName;
import software.amazon.awssdk.services.firehose.model.ProcessorType;
import software.amazon.awssdk.services.firehose.model.RetryOptions;
import software.amazon.awssdk.services.firehose.model.S3BackupMode;
import software.amazon.awssdk.services.firehose.model.S3DestinationDescription;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

/// Turns stored configurations, which met all rules when they were stored, into plans.
final class DeliveryPlans {
    private static final long MIB = 1 << 20;

    private DeliveryPlans() {}

    static DeliveryPlan of(StreamId stream, StreamSource source, DestinationVersion version) {
        ExtendedS3DestinationDescription destination = version.destination();
        ZoneId zone = zone(destination);
        S3Sink main =
                sink(
                        S3Descriptions.mirror(destination),
                        zone,
                        Optional.ofNullable(destination.fileExtension())
                                .filter(extension -> !extension.isEmpty()));
        Optional<S3Sink> backup =
                destination.s3BackupMode() == S3BackupMode.ENABLED
                        ? Optional.of(
                                sink(destination.s3BackupDescription(), zone, Optional.empty()))
                        : Optional.empty();
        Optional<Conversion> conversion =
                ConversionPlans.of(stream, destination.dataFormatConversionConfiguration());
        return new DeliveryPlan(
                stream,
                version.id(),
                source.toRead(),
                // Rows have no delimiter, and documents may stand back to back.
                conversion.isEmpty() && appendsDelimiter(destination),
                main,
                backup,
                conversion,
                function(destination.processingConfiguration()),
                partitioning(destination),
                subRecords(destination.processingConfiguration()));
    }

    private static SubRecordRules subRecords(ProcessingConfiguration processing) {
        return new SubRecordRules(
                processor(processing, ProcessorType.DECOMPRESSION).isPresent(),
                processor(processing, ProcessorType.CLOUD_WATCH_LOG_PROCESSING)
                        .flatMap(p -> ProcessingDescriptions.parameter(p, DATA_MESSAGE_EXTRACTION))
                        .filter("true"::equals)
                        .isPresent(),
                processor(processing, ProcessorType.RECORD_DE_AGGREGATION)
                        .map(DeliveryPlans::deAggregation));
    }

    private static DeAggregation deAggregation(Processor processor) {
        return ProcessingDescriptions.parameter(processor, SUB_RECORD_TYPE)
                        .equals(Optional.of("JSON"))
                ? new DeAggregation.Json()
                : new DeAggregation.Delimited(
                        ProcessingDescriptions.parameter(processor, DELIMITER).orElseThrow());
    }

    private static Optional<Partitioning> partitioning(
            ExtendedS3DestinationDescription destination) {
        if (!S3Rules.partitioned(destination)) {
            return Optional.empty();
        }
        Optional<String> query =
                processor(destination.processingConfiguration(), ProcessorType.METADATA_EXTRACTION)
                        .flatMap(
                                extraction ->
                                        ProcessingDescriptions.parameter(
                                                extraction, METADATA_EXTRACTION_QUERY));
        Duration retryFor =
                Optional.ofNullable(destination.dynamicPartitioningConfiguration().retryOptions())
                        .map(RetryOptions::durationInSeconds)
                        .map(Duration::ofSeconds)
                        .orElse(Partitioning.RETRY_FOR);
        return Optional.of(new Partitioning(query, retryFor));
    }

    private static Optional<Processor> processor(
            ProcessingConfiguration processing, ProcessorType type) {
        return processing.enabled()
                ? processing.processors().stream().filter(one -> one.type() == type).findFirst()
                : Optional.empty();
    }

    /// The zone of prefixes and object names: the configured one, or UTC.
    static ZoneId zone(ExtendedS3DestinationDescription destination) {
        String zone = destination.customTimeZone();
        return zone == null || zone.isEmpty() ? ZoneOffset.UTC : ZoneId.of(zone);
    }

    private static boolean appendsDelimiter(ExtendedS3DestinationDescription destination) {
        return processor(
                        destination.processingConfiguration(),
                        ProcessorType.APPEND_DELIMITER_TO_RECORD)
                .isPresent();
    }

    private static Optional<LambdaProcessor> function(ProcessingConfiguration processing) {
        return processor(processing, ProcessorType.LAMBDA).map(DeliveryPlans::function);
    }

    private static LambdaProcessor function(Processor lambda) {
        BigDecimal mebibytes = number(lambda, BUFFER_SIZE_IN_M_BS, "1");
        BigDecimal seconds = number(lambda, BUFFER_INTERVAL_IN_SECONDS, "60");
        return new LambdaProcessor(
                ProcessingDescriptions.parameter(lambda, LAMBDA_ARN).orElseThrow(),
                number(lambda, NUMBER_OF_RETRIES, "3").intValue(),
                mebibytes.multiply(BigDecimal.valueOf(MIB)).longValue(),
                Duration.ofMillis(seconds.movePointRight(3).longValue()));
    }

    private static BigDecimal number(
            Processor lambda, ProcessorParameterName name, String otherwise) {
        return new BigDecimal(
                ProcessingDescriptions.parameter(lambda, name).orElse(otherwise).strip());
    }

    private static S3Sink sink(
            S3DestinationDescription s3, ZoneId zone, Optional<String> fileExtension) {
        String bucket = s3.bucketARN().substring(s3.bucketARN().lastIndexOf(':') + 1);
        BufferingHints hints =
                new BufferingHints(
                        s3.bufferingHints().sizeInMBs() * MIB,
                        Duration.ofSeconds(s3.bufferingHints().intervalInSeconds()));
        return new S3Sink(
                bucket,
                Optional.ofNullable(s3.prefix()).orElse(""),
                Optional.ofNullable(s3.errorOutputPrefix()).orElse(""),
                hints,
                compression(s3.compressionFormat()),
                fileExtension,
                zone,
                Optional.ofNullable(s3.encryptionConfiguration().kmsEncryptionConfig())
                        .map(KMSEncryptionConfig::awskmsKeyARN),
                errorLog(s3.cloudWatchLoggingOptions()));
    }

    private static Compression compression(CompressionFormat format) {
        return switch (format) {
            case UNCOMPRESSED -> Compression.UNCOMPRESSED;
            case GZIP -> Compression.GZIP;
            case ZIP -> Compression.ZIP;
            case SNAPPY -> Compression.SNAPPY;
            case HADOOP_SNAPPY -> Compression.HADOOP_SNAPPY;
            case UNKNOWN_TO_SDK_VERSION ->
                    throw new InvalidConfiguration("CompressionFormat is unknown: " + format);
        };
    }

    private static Optional<LogTarget> errorLog(CloudWatchLoggingOptions options) {
        return options.enabled()
                ? Optional.of(new LogTarget(options.logGroupName(), options.logStreamName()))
                : Optional.empty();
    }
}
