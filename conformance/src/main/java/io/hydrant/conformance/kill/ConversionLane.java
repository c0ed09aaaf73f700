package io.hydrant.conformance.kill;

import software.amazon.awssdk.services.firehose.model.CreateDeliveryStreamRequest;
import software.amazon.awssdk.services.firehose.model.DataFormatConversionConfiguration;
import software.amazon.awssdk.services.firehose.model.DeliveryStreamType;
import software.amazon.awssdk.services.firehose.model.Deserializer;
import software.amazon.awssdk.services.firehose.model.ExtendedS3DestinationConfiguration;
import software.amazon.awssdk.services.firehose.model.HiveJsonSerDe;
import software.amazon.awssdk.services.firehose.model.OpenXJsonSerDe;
import software.amazon.awssdk.services.firehose.model.OrcCompression;
import software.amazon.awssdk.services.firehose.model.OrcFormatVersion;
import software.amazon.awssdk.services.firehose.model.OrcSerDe;
import software.amazon.awssdk.services.firehose.model.ParquetCompression;
import software.amazon.awssdk.services.firehose.model.ParquetSerDe;
import software.amazon.awssdk.services.firehose.model.ParquetWriterVersion;
import software.amazon.awssdk.services.firehose.model.Serializer;

import java.util.Locale;

/// The delivery streams of a run with conversion, each with a table of its own. Buffers are short,
/// so that kills hit every phase of a conversion.
enum ConversionLane {
    PARQUET(1),
    ORC(2),
    /// Parquet of a data stream's records.
    SOURCED(0);

    /// Of all the tables.
    static final String DATABASE = "kill";

    /// What [#SOURCED] reads.
    static final String SOURCE = "convert-source";

    private static final String ROLE = "arn:aws:iam::000000000000:role/delivery";

    /// The least that conversion allows.
    private static final int BUFFER_MIB = 64;

    private final int bufferSeconds;

    /// Configurations that a stream changes between.
    enum Variant {
        FIRST,
        SECOND
    }

    ConversionLane(int bufferSeconds) {
        this.bufferSeconds = bufferSeconds;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    String stream() {
        return "convert-" + label();
    }

    String table() {
        return "table_" + label();
    }

    /// Of columnar files.
    String prefix() {
        return "converted/" + label() + "/";
    }

    /// Of error objects.
    String errorPrefix() {
        return "rejected/" + label() + "/";
    }

    RowsReader reader() {
        return switch (this) {
            case PARQUET, SOURCED -> new ParquetRows();
            case ORC -> new OrcRows();
        };
    }

    /// @param sourceArn of the data stream
    CreateDeliveryStreamRequest creation(String sourceArn) {
        CreateDeliveryStreamRequest.Builder create =
                CreateDeliveryStreamRequest.builder()
                        .deliveryStreamName(stream())
                        .extendedS3DestinationConfiguration(destination());
        if (this == SOURCED) {
            create.deliveryStreamType(DeliveryStreamType.KINESIS_STREAM_AS_SOURCE)
                    .kinesisStreamSourceConfiguration(
                            source -> source.kinesisStreamARN(sourceArn).roleARN(ROLE));
        }
        return create.build();
    }

    private ExtendedS3DestinationConfiguration destination() {
        return ExtendedS3DestinationConfiguration.builder()
                .roleARN(ROLE)
                .bucketARN("arn:aws:s3:::" + Lane.BUCKET)
                .prefix(prefix())
                .errorOutputPrefix(errorPrefix())
                .bufferingHints(
                        hints -> hints.sizeInMBs(BUFFER_MIB).intervalInSeconds(bufferSeconds))
                .dataFormatConversionConfiguration(conversion(Variant.FIRST))
                .build();
    }

    /// Another way to convert, which takes the same records and rejects the same.
    DataFormatConversionConfiguration conversion(Variant variant) {
        return DataFormatConversionConfiguration.builder()
                .schemaConfiguration(
                        schema -> schema.roleARN(ROLE).databaseName(DATABASE).tableName(table()))
                .inputFormatConfiguration(input -> input.deserializer(deserializer(variant)))
                .outputFormatConfiguration(output -> output.serializer(serializer(variant)))
                .build();
    }

    private static Deserializer deserializer(Variant variant) {
        return switch (variant) {
            case FIRST ->
                    Deserializer.builder().openXJsonSerDe(OpenXJsonSerDe.builder().build()).build();
            case SECOND ->
                    Deserializer.builder().hiveJsonSerDe(HiveJsonSerDe.builder().build()).build();
        };
    }

    private Serializer serializer(Variant variant) {
        return switch (this) {
            case PARQUET, SOURCED -> Serializer.builder().parquetSerDe(parquet(variant)).build();
            case ORC -> Serializer.builder().orcSerDe(readableOrc(variant)).build();
        };
    }

    private static ParquetSerDe parquet(Variant variant) {
        return switch (variant) {
            case FIRST -> ParquetSerDe.builder().build();
            case SECOND ->
                    ParquetSerDe.builder()
                            .compression(ParquetCompression.GZIP)
                            .writerVersion(ParquetWriterVersion.V2)
                            .build();
        };
    }

    /// Neither compressed nor with dictionaries: [OrcRows] reads strings as they stand in the file.
    private static OrcSerDe readableOrc(Variant variant) {
        OrcFormatVersion version =
                switch (variant) {
                    case FIRST -> OrcFormatVersion.V0_12;
                    case SECOND -> OrcFormatVersion.V0_11;
                };
        return OrcSerDe.builder()
                .compression(OrcCompression.NONE)
                .dictionaryKeyThreshold(0.0)
                .formatVersion(version)
                .build();
    }
}
