package io.hydrant.conformance.kill;

import software.amazon.awssdk.services.firehose.model.CompressionFormat;
import software.amazon.awssdk.services.firehose.model.CreateDeliveryStreamRequest;
import software.amazon.awssdk.services.firehose.model.DeliveryStreamType;
import software.amazon.awssdk.services.firehose.model.ExtendedS3DestinationConfiguration;
import software.amazon.awssdk.services.firehose.model.Processor;
import software.amazon.awssdk.services.firehose.model.ProcessorParameter;
import software.amazon.awssdk.services.firehose.model.ProcessorParameterName;
import software.amazon.awssdk.services.firehose.model.ProcessorType;
import software.amazon.awssdk.services.firehose.model.S3BackupMode;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// The delivery streams of a run with partitions, each of 300.
enum PartitionLane {
    /// Several JSON values in a record that is put; keys by a query; GZIP, with a backup.
    QUERIED("!{partitionKeyFromQuery:c}/", 60),
    /// Keys that a function gives.
    TRANSFORMED("!{partitionKeyFromLambda:k}/", 75),
    /// User records of aggregates from a data stream; keys by a query; Parquet.
    AGGREGATED("!{partitionKeyFromQuery:c}/!{timestamp:yyyy}/", 90);

    static final int KEYS = 300;
    static final String DATABASE = "kill";
    static final String TABLE = "partitioned";
    static final String SOURCE = "partition-source";
    static final String FUNCTION = "partition-keys";

    private static final String ROLE = "arn:aws:iam::000000000000:role/delivery";

    /// The least that dynamic partitioning allows.
    private static final int BUFFER_MIB = 64;

    private final String folders;
    private final int bufferSeconds;

    PartitionLane(String folders, int bufferSeconds) {
        this.folders = folders;
        this.bufferSeconds = bufferSeconds;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    String stream() {
        return "partition-" + label();
    }

    /// Of the folders of keys.
    String prefix() {
        return "data/" + label() + "/";
    }

    /// Of error objects; their type follows.
    String errorPrefix() {
        return "errors/" + label() + "/";
    }

    String backupPrefix() {
        return "raw/" + label() + "/";
    }

    boolean backedUp() {
        return this == QUERIED;
    }

    /// @param arns of what [#SOURCE] and [#FUNCTION] name
    CreateDeliveryStreamRequest creation(Map<String, String> arns) {
        CreateDeliveryStreamRequest.Builder create =
                CreateDeliveryStreamRequest.builder()
                        .deliveryStreamName(stream())
                        .extendedS3DestinationConfiguration(destination(arns.get(FUNCTION)));
        if (this == AGGREGATED) {
            create.deliveryStreamType(DeliveryStreamType.KINESIS_STREAM_AS_SOURCE)
                    .kinesisStreamSourceConfiguration(
                            source -> source.kinesisStreamARN(arns.get(SOURCE)).roleARN(ROLE));
        }
        return create.build();
    }

    private ExtendedS3DestinationConfiguration destination(String functionArn) {
        ExtendedS3DestinationConfiguration.Builder destination =
                ExtendedS3DestinationConfiguration.builder()
                        .roleARN(ROLE)
                        .bucketARN("arn:aws:s3:::" + Lane.BUCKET)
                        .prefix(prefix() + folders)
                        .errorOutputPrefix(errorPrefix() + "!{firehose:error-output-type}/")
                        .bufferingHints(
                                hints ->
                                        hints.sizeInMBs(BUFFER_MIB)
                                                .intervalInSeconds(bufferSeconds))
                        .dynamicPartitioningConfiguration(dynamic -> dynamic.enabled(true))
                        .processingConfiguration(
                                processing ->
                                        processing
                                                .enabled(true)
                                                .processors(processors(functionArn)));
        switch (this) {
            case QUERIED ->
                    destination
                            .compressionFormat(CompressionFormat.GZIP)
                            .s3BackupMode(S3BackupMode.ENABLED)
                            .s3BackupConfiguration(
                                    backup ->
                                            backup.roleARN(ROLE)
                                                    .bucketARN("arn:aws:s3:::" + Lane.BUCKET)
                                                    .prefix(backupPrefix())
                                                    .bufferingHints(
                                                            hints ->
                                                                    hints.sizeInMBs(1)
                                                                            .intervalInSeconds(
                                                                                    60)));
            case TRANSFORMED -> {}
            case AGGREGATED ->
                    destination.dataFormatConversionConfiguration(
                            conversion ->
                                    conversion
                                            .schemaConfiguration(
                                                    schema ->
                                                            schema.roleARN(ROLE)
                                                                    .databaseName(DATABASE)
                                                                    .tableName(TABLE))
                                            .inputFormatConfiguration(
                                                    input ->
                                                            input.deserializer(
                                                                    by ->
                                                                            by.openXJsonSerDe(
                                                                                    _ -> {})))
                                            .outputFormatConfiguration(
                                                    output ->
                                                            output.serializer(
                                                                    by ->
                                                                            by.parquetSerDe(
                                                                                    _ -> {}))));
        }
        return destination.build();
    }

    private List<Processor> processors(String functionArn) {
        Processor query =
                processor(
                        ProcessorType.METADATA_EXTRACTION,
                        Map.of(
                                ProcessorParameterName.METADATA_EXTRACTION_QUERY, "{c: .c}",
                                ProcessorParameterName.JSON_PARSING_ENGINE, "JQ-1.6"));
        return switch (this) {
            case QUERIED ->
                    List.of(
                            processor(
                                    ProcessorType.RECORD_DE_AGGREGATION,
                                    Map.of(ProcessorParameterName.SUB_RECORD_TYPE, "JSON")),
                            query,
                            processor(ProcessorType.APPEND_DELIMITER_TO_RECORD, Map.of()));
            case TRANSFORMED ->
                    List.of(
                            processor(
                                    ProcessorType.LAMBDA,
                                    Map.of(
                                            ProcessorParameterName.LAMBDA_ARN,
                                            functionArn,
                                            ProcessorParameterName.NUMBER_OF_RETRIES,
                                            "1")));
            case AGGREGATED -> List.of(query);
        };
    }

    private static Processor processor(
            ProcessorType type, Map<ProcessorParameterName, String> parameters) {
        List<ProcessorParameter> all = new ArrayList<>();
        new TreeMap<>(parameters)
                .forEach(
                        (name, value) ->
                                all.add(
                                        ProcessorParameter.builder()
                                                .parameterName(name)
                                                .parameterValue(value)
                                                .build()));
        return Processor.builder().type(type).parameters(all).build();
    }
}
