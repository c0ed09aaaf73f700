package io.hydrant.delivery.stream;

import static io.hydrant.delivery.stream.InvalidConfiguration.refuseIf;

import io.hydrant.delivery.plan.StreamId;

import software.amazon.awssdk.services.firehose.model.CompressionFormat;
import software.amazon.awssdk.services.firehose.model.DataFormatConversionConfiguration;
import software.amazon.awssdk.services.firehose.model.Deserializer;
import software.amazon.awssdk.services.firehose.model.ExtendedS3DestinationDescription;
import software.amazon.awssdk.services.firehose.model.SchemaConfiguration;
import software.amazon.awssdk.services.firehose.model.Serializer;

/// What an enabled data format conversion must obey, in the service's words and order.
///
/// Source: captures of CreateDeliveryStream and UpdateDestination.
final class ConversionRules {
    private static final int SIZE_MIB_MIN = 64;

    private ConversionRules() {}

    static void check(
            ExtendedS3DestinationDescription destination, StreamId stream, TableRules tables) {
        DataFormatConversionConfiguration conversion =
                destination.dataFormatConversionConfiguration();
        if (!conversion.enabled()) {
            return;
        }
        refuseIf(
                destination.compressionFormat() != CompressionFormat.UNCOMPRESSED,
                "The S3 destination's compression format must be set to UNCOMPRESSED when data"
                        + " format conversion is enabled. To enable compression within the"
                        + " converted output format, set the appropriate serialization option in"
                        + " the output format configuration.");
        refuseIf(
                destination.bufferingHints().sizeInMBs() < SIZE_MIB_MIN,
                "BufferingHints.SizeInMBs must be at least 64 when data format conversion is"
                        + " enabled.");
        refuseIf(
                conversion.inputFormatConfiguration() == null,
                "InputFormatConfiguration must not be null");
        refuseIf(
                conversion.outputFormatConfiguration() == null,
                "OutputFormatConfiguration must not be null");
        refuseIf(conversion.schemaConfiguration() == null, "SchemaConfiguration must not be null");
        check(conversion.inputFormatConfiguration().deserializer());
        check(conversion.outputFormatConfiguration().serializer());
        check(conversion.schemaConfiguration());
        tables.check(stream, conversion);
    }

    private static void check(Deserializer given) {
        refuseIf(
                given == null || given.openXJsonSerDe() == null && given.hiveJsonSerDe() == null,
                "Deserializer must not be null");
        refuseIf(
                given.openXJsonSerDe() != null && given.hiveJsonSerDe() != null,
                "More than one deserializer specified. Only one may be chosen.");
    }

    private static void check(Serializer given) {
        refuseIf(
                given == null || given.parquetSerDe() == null && given.orcSerDe() == null,
                "Serializer must not be null");
        refuseIf(
                given.parquetSerDe() != null && given.orcSerDe() != null,
                "More than one serializer specified. Only one may be chosen.");
    }

    private static void check(SchemaConfiguration schema) {
        require(schema.roleARN(), "RoleArn");
        require(schema.databaseName(), "DatabaseName");
        require(schema.tableName(), "TableName");
    }

    private static void require(String value, String name) {
        refuseIf(
                value == null || value.isEmpty(),
                "SchemaConfiguration." + name + " must not be null or empty");
    }
}
