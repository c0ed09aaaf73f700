package io.hydrant.conformance.kill;

import software.amazon.awssdk.services.firehose.model.CompressionFormat;
import software.amazon.awssdk.services.firehose.model.CreateDeliveryStreamRequest;
import software.amazon.awssdk.services.firehose.model.DeliveryStreamType;

import java.util.Locale;

/// The delivery streams that read the data stream of a run. Buffers are small, so that kills hit
/// every phase of a delivery.
enum SourceLane {
    PLAIN(CompressionFormat.UNCOMPRESSED, 2),
    GZIPPED(CompressionFormat.GZIP, 1);

    private static final String ROLE = "arn:aws:iam::000000000000:role/delivery";

    private final CompressionFormat compression;
    private final int bufferSeconds;

    SourceLane(CompressionFormat compression, int bufferSeconds) {
        this.compression = compression;
        this.bufferSeconds = bufferSeconds;
    }

    String stream() {
        return "drain-" + name().toLowerCase(Locale.ROOT);
    }

    String prefix() {
        return stream() + "/";
    }

    boolean compressed() {
        return compression == CompressionFormat.GZIP;
    }

    CreateDeliveryStreamRequest creation(String sourceArn) {
        return CreateDeliveryStreamRequest.builder()
                .deliveryStreamName(stream())
                .deliveryStreamType(DeliveryStreamType.KINESIS_STREAM_AS_SOURCE)
                .kinesisStreamSourceConfiguration(
                        source -> source.kinesisStreamARN(sourceArn).roleARN(ROLE))
                .extendedS3DestinationConfiguration(
                        destination ->
                                destination
                                        .roleARN(ROLE)
                                        .bucketARN("arn:aws:s3:::" + Lane.BUCKET)
                                        .prefix(prefix())
                                        .errorOutputPrefix("error/" + stream() + "/")
                                        .compressionFormat(compression)
                                        .bufferingHints(
                                                hints ->
                                                        hints.sizeInMBs(1)
                                                                .intervalInSeconds(bufferSeconds)))
                .build();
    }
}
