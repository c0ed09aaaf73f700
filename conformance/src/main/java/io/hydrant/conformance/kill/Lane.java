package io.hydrant.conformance.kill;

import software.amazon.awssdk.services.firehose.model.BufferingHints;
import software.amazon.awssdk.services.firehose.model.CompressionFormat;
import software.amazon.awssdk.services.firehose.model.ExtendedS3DestinationConfiguration;
import software.amazon.awssdk.services.firehose.model.ProcessingConfiguration;
import software.amazon.awssdk.services.firehose.model.Processor;
import software.amazon.awssdk.services.firehose.model.ProcessorType;
import software.amazon.awssdk.services.firehose.model.S3BackupMode;

import java.util.Locale;

/// The delivery streams of a run: each takes another way through the engine. Buffers are small, so
/// that kills hit every phase of a delivery.
enum Lane {
    RAW(CompressionFormat.UNCOMPRESSED, 1),
    GZIPPED(CompressionFormat.GZIP, 5),
    DELIMITED(CompressionFormat.UNCOMPRESSED, 2),
    BACKED_UP(CompressionFormat.GZIP, 3);

    static final String BUCKET = "kill-lake";
    private static final String ROLE = "arn:aws:iam::000000000000:role/delivery";
    private static final int BUFFER_MIB = 1;
    private static final int BACKUP_SECONDS = 60;

    private final CompressionFormat compression;
    private final int bufferSeconds;

    Lane(CompressionFormat compression, int bufferSeconds) {
        this.compression = compression;
        this.bufferSeconds = bufferSeconds;
    }

    String stream() {
        return "kill-" + label();
    }

    /// What its records say about where they belong.
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    String prefix() {
        return "main/" + label() + "/";
    }

    String backupPrefix() {
        return "backup/" + label() + "/";
    }

    boolean compressed() {
        return compression == CompressionFormat.GZIP;
    }

    boolean backedUp() {
        return this == BACKED_UP;
    }

    /// Whether a record carries its line end, or the stream adds it.
    boolean recordsEndLines() {
        return this != DELIMITED;
    }

    ExtendedS3DestinationConfiguration destination() {
        ExtendedS3DestinationConfiguration.Builder destination =
                ExtendedS3DestinationConfiguration.builder()
                        .roleARN(ROLE)
                        .bucketARN("arn:aws:s3:::" + BUCKET)
                        .prefix(prefix())
                        .errorOutputPrefix("error/" + label() + "/")
                        .compressionFormat(compression)
                        .bufferingHints(hints(bufferSeconds));
        if (!recordsEndLines()) {
            destination.processingConfiguration(
                    ProcessingConfiguration.builder()
                            .enabled(true)
                            .processors(
                                    Processor.builder()
                                            .type(ProcessorType.APPEND_DELIMITER_TO_RECORD)
                                            .build())
                            .build());
        }
        if (backedUp()) {
            destination
                    .s3BackupMode(S3BackupMode.ENABLED)
                    .s3BackupConfiguration(
                            backup ->
                                    backup.roleARN(ROLE)
                                            .bucketARN("arn:aws:s3:::" + BUCKET)
                                            .prefix(backupPrefix())
                                            .bufferingHints(hints(BACKUP_SECONDS)));
        }
        return destination.build();
    }

    private static BufferingHints hints(int seconds) {
        return BufferingHints.builder().sizeInMBs(BUFFER_MIB).intervalInSeconds(seconds).build();
    }
}
