package io.hydrant.delivery.stream;

import software.amazon.awssdk.services.firehose.model.BufferingHints;
import software.amazon.awssdk.services.firehose.model.CloudWatchLoggingOptions;
import software.amazon.awssdk.services.firehose.model.CompressionFormat;
import software.amazon.awssdk.services.firehose.model.DataFormatConversionConfiguration;
import software.amazon.awssdk.services.firehose.model.DynamicPartitioningConfiguration;
import software.amazon.awssdk.services.firehose.model.EncryptionConfiguration;
import software.amazon.awssdk.services.firehose.model.ExtendedS3DestinationConfiguration;
import software.amazon.awssdk.services.firehose.model.ExtendedS3DestinationDescription;
import software.amazon.awssdk.services.firehose.model.ExtendedS3DestinationUpdate;
import software.amazon.awssdk.services.firehose.model.NoEncryptionConfig;
import software.amazon.awssdk.services.firehose.model.RetryOptions;
import software.amazon.awssdk.services.firehose.model.S3BackupMode;
import software.amazon.awssdk.services.firehose.model.S3DestinationConfiguration;
import software.amazon.awssdk.services.firehose.model.S3DestinationDescription;
import software.amazon.awssdk.services.firehose.model.S3DestinationUpdate;
import software.amazon.awssdk.services.firehose.model.SchemaConfiguration;

import java.util.List;
import java.util.Optional;

/// How the service describes an S3 destination: what the user sent, the defaults filled in, updates
/// merged.
///
/// Every S3 destination is kept in the extended form; the plain form mirrors it. An update replaces
/// the members it has, whole, with two exceptions: the data format conversion is merged member by
/// member, and the backup is merged like the destination itself.
///
/// Source: Firehose API Reference, UpdateDestination, and captures of the service.
public final class S3Descriptions {
    private static final BufferingHints HINTS = hints(5);
    private static final BufferingHints HINTS_LARGE = hints(128);

    private S3Descriptions() {}

    static ExtendedS3DestinationDescription of(ExtendedS3DestinationConfiguration wish) {
        ExtendedS3DestinationDescription.Builder builder =
                SameMembers.copy(wish, ExtendedS3DestinationDescription.builder());
        if (wish.s3BackupConfiguration() != null) {
            builder.s3BackupDescription(backup(wish.s3BackupConfiguration()));
        }
        return withDefaults(builder.build());
    }

    static ExtendedS3DestinationDescription of(S3DestinationConfiguration wish) {
        return withDefaults(
                SameMembers.copy(wish, ExtendedS3DestinationDescription.builder()).build());
    }

    static ExtendedS3DestinationDescription merged(
            ExtendedS3DestinationDescription before, ExtendedS3DestinationUpdate update) {
        ExtendedS3DestinationDescription.Builder builder =
                SameMembers.copy(update, before.toBuilder());
        if (update.dataFormatConversionConfiguration() != null) {
            builder.dataFormatConversionConfiguration(
                    merged(
                            before.dataFormatConversionConfiguration(),
                            update.dataFormatConversionConfiguration()));
        }
        if (update.s3BackupUpdate() != null) {
            S3DestinationDescription backup =
                    Optional.ofNullable(before.s3BackupDescription())
                            .orElse(S3DestinationDescription.builder().build());
            builder.s3BackupDescription(
                    withDefaults(
                            SameMembers.copy(update.s3BackupUpdate(), backup.toBuilder()).build()));
        }
        return withDefaults(builder.build());
    }

    static ExtendedS3DestinationDescription merged(
            ExtendedS3DestinationDescription before, S3DestinationUpdate update) {
        return withDefaults(SameMembers.copy(update, before.toBuilder()).build());
    }

    /// The plain form of an extended destination.
    public static S3DestinationDescription mirror(ExtendedS3DestinationDescription extended) {
        return SameMembers.copy(extended, S3DestinationDescription.builder()).build();
    }

    private static S3DestinationDescription backup(S3DestinationConfiguration wish) {
        return withDefaults(SameMembers.copy(wish, S3DestinationDescription.builder()).build());
    }

    private static DataFormatConversionConfiguration merged(
            DataFormatConversionConfiguration before, DataFormatConversionConfiguration update) {
        DataFormatConversionConfiguration.Builder builder =
                SameMembers.copy(update, before.toBuilder());
        if (before.schemaConfiguration() != null && update.schemaConfiguration() != null) {
            SchemaConfiguration.Builder schema = before.schemaConfiguration().toBuilder();
            builder.schemaConfiguration(
                    SameMembers.copy(update.schemaConfiguration(), schema).build());
        }
        return builder.enabled(Optional.ofNullable(update.enabled()).orElse(true)).build();
    }

    private static ExtendedS3DestinationDescription withDefaults(
            ExtendedS3DestinationDescription given) {
        DataFormatConversionConfiguration conversion =
                conversion(given.dataFormatConversionConfiguration());
        ExtendedS3DestinationDescription.Builder builder = given.toBuilder();
        if (given.bufferingHints() == null) {
            boolean large = conversion.enabled() || S3Rules.partitioned(given);
            builder.bufferingHints(large ? HINTS_LARGE : HINTS);
        }
        SameMembers.copy(withDefaults(mirror(builder.build())), builder);
        if (given.s3BackupMode() == null) {
            builder.s3BackupMode(S3BackupMode.DISABLED);
        }
        if (given.dynamicPartitioningConfiguration() != null) {
            builder.dynamicPartitioningConfiguration(
                    partitioning(given.dynamicPartitioningConfiguration()));
        }
        return builder.dataFormatConversionConfiguration(conversion)
                .processingConfiguration(
                        ProcessingDescriptions.of(
                                Optional.ofNullable(given.processingConfiguration()),
                                given.roleARN()))
                .build();
    }

    private static S3DestinationDescription withDefaults(S3DestinationDescription given) {
        S3DestinationDescription.Builder builder = given.toBuilder();
        if (given.bufferingHints() == null) {
            builder.bufferingHints(HINTS);
        }
        if (given.compressionFormat() == null) {
            builder.compressionFormat(CompressionFormat.UNCOMPRESSED);
        }
        if (given.encryptionConfiguration() == null) {
            builder.encryptionConfiguration(
                    EncryptionConfiguration.builder()
                            .noEncryptionConfig(NoEncryptionConfig.NO_ENCRYPTION)
                            .build());
        }
        CloudWatchLoggingOptions logging =
                Optional.ofNullable(given.cloudWatchLoggingOptions())
                        .orElse(CloudWatchLoggingOptions.builder().build());
        if (logging.enabled() == null) {
            builder.cloudWatchLoggingOptions(logging.toBuilder().enabled(false).build());
        }
        return builder.build();
    }

    /// Without a word about it, a conversion that is configured is enabled.
    private static DataFormatConversionConfiguration conversion(
            DataFormatConversionConfiguration given) {
        if (given == null) {
            return DataFormatConversionConfiguration.builder().enabled(false).build();
        }
        return given.enabled() == null ? given.toBuilder().enabled(true).build() : given;
    }

    private static DynamicPartitioningConfiguration partitioning(
            DynamicPartitioningConfiguration given) {
        boolean fill = Boolean.TRUE.equals(given.enabled()) && given.retryOptions() == null;
        RetryOptions retries = RetryOptions.builder().durationInSeconds(300).build();
        return fill ? given.toBuilder().retryOptions(retries).build() : given;
    }

    private static BufferingHints hints(int sizeMib) {
        return BufferingHints.builder().sizeInMBs(sizeMib).intervalInSeconds(300).build();
    }

    /// The sinks of a destination that have a prefix, buffering and logging of their own: itself
    /// and, when configured, its backup.
    static List<S3DestinationDescription> sinks(ExtendedS3DestinationDescription destination) {
        return destination.s3BackupDescription() == null
                ? List.of(mirror(destination))
                : List.of(mirror(destination), destination.s3BackupDescription());
    }
}
