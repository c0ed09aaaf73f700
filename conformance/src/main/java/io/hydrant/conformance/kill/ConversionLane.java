package io.hydrant.conformance.kill;

import software.amazon.awssdk.services.firehose.model.CreateDeliveryStreamRequest;
import software.amazon.awssdk.services.firehose.model.DataFormatConversionConfiguration;
import software.amazon.awssdk.services.firehose.model.DeliveryStreamType;
import software.amazon.awssdk.services.firehose.model.ExtendedS3DestinationConfiguration;
import software.amazon.awssdk.services.firehose.model.OrcSerDe;
import software.amazon.awssdk.services.firehose.model.ParquetSerDe;
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
                .dataFormatConversionConfiguration(conversion())
                .build();
    }

    private DataFormatConversionConfiguration conversion() {
        return DataFormatConversionConfiguration.builder()
                .schemaConfiguration(
                        schema -> schema.roleARN(ROLE).databaseName(DATABASE).tableName(table()))
                .inputFormatConfiguration(
                        input -> input.deserializer(reader -> reader.openXJsonSerDe(_ -> {})))
                .outputFormatConfiguration(output -> output.serializer(serializer()))
                .build();
    }

    private Serializer serializer() {
        return switch (this) {
            case PARQUET, SOURCED ->
                    Serializer.builder().parquetSerDe(ParquetSerDe.builder().build()).build();
            case ORC -> Serializer.builder().orcSerDe(readableOrc()).build();
        };
    }

    /// Neither compressed nor with dictionaries: [OrcRows] reads strings as they stand in the file.
    private static OrcSerDe readableOrc() {
        return OrcSerDe.builder().compression("NONE").dictionaryKeyThreshold(0.0).build();
    }
}
