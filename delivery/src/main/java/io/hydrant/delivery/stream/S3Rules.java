package io.hydrant.delivery.stream;

import static io.hydrant.delivery.stream.InvalidConfiguration.refuseIf;

import static software.amazon.awssdk.services.firehose.model.ProcessorType.DECOMPRESSION;
import static software.amazon.awssdk.services.firehose.model.ProcessorType.LAMBDA;

import io.hydrant.delivery.partition.ErrorOutput;
import io.hydrant.delivery.partition.PartitionKeys;
import io.hydrant.delivery.partition.Prefixes;
import io.hydrant.delivery.partition.Prefixes.Partitioning;
import io.hydrant.delivery.plan.StreamId;

import software.amazon.awssdk.services.firehose.model.BufferingHints;
import software.amazon.awssdk.services.firehose.model.CloudWatchLoggingOptions;
import software.amazon.awssdk.services.firehose.model.EncryptionConfiguration;
import software.amazon.awssdk.services.firehose.model.ExtendedS3DestinationDescription;
import software.amazon.awssdk.services.firehose.model.ProcessorType;
import software.amazon.awssdk.services.firehose.model.S3BackupMode;
import software.amazon.awssdk.services.firehose.model.S3DestinationDescription;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.regex.Pattern;

/// What an S3 destination must obey once defaults are filled in and updates merged, in the
/// service's words and order.
///
/// Source: captures of CreateDeliveryStream and UpdateDestination; Firehose Developer Guide for the
/// limits of buffering. Texts of rules that are documented without one are ours.
final class S3Rules {
    private static final Pattern REGION_ZONE = Pattern.compile("[A-Za-z_]+(/[A-Za-z_]+)+");
    private static final int PARTITIONED_SIZE_MIB_MIN = 64;

    /// Of the 1,024 bytes of a key, an object's name with the longest extension may take 280.
    private static final int PREFIX_BYTES_MAX = 744;

    private static final int UNHURRIED_SECONDS_MIN = 60;

    private S3Rules() {}

    /// What a destination is checked against.
    ///
    /// @param stream whose destination it is
    /// @param now what timestamps in prefixes are evaluated for when their length is checked
    record Context(StreamId stream, Instant now, TableRules tables) {}

    static void check(ExtendedS3DestinationDescription destination, Context context) {
        Instant now = context.now();
        checkZone(destination.customTimeZone());
        S3Descriptions.sinks(destination).forEach(sink -> checkHints(sink.bufferingHints()));
        boolean partitioned = partitioned(destination);
        ZoneId zone = DeliveryPlans.zone(destination);
        checkPrefixes(S3Descriptions.mirror(destination), partitioned, now, zone);
        if (partitioned) {
            checkPartitioning(destination);
        }
        ProcessorRules.check(destination.processingConfiguration(), partitioned);
        if (partitioned) {
            PartitioningRules.check(destination);
        }
        ConversionRules.check(destination, context.stream(), context.tables());
        checkBackup(destination, now, zone);
        for (S3DestinationDescription sink : S3Descriptions.sinks(destination)) {
            check(sink.encryptionConfiguration());
            check(sink.cloudWatchLoggingOptions());
        }
    }

    /// Dynamic partitioning is for a stream's whole life. Told before anything that it needs.
    static void checkPartitioningChange(
            ExtendedS3DestinationDescription before, ExtendedS3DestinationDescription after) {
        refuseIf(
                !partitioned(before) && partitioned(after),
                "Dynamic Partitioning can only be enabled when the delivery stream is created.");
        refuseIf(
                partitioned(before) && !partitioned(after),
                "Dynamic Partitioning cannot be disabled once it is enabled.");
    }

    /// What must hold between the configuration before an update and the one after it.
    static void checkChange(
            ExtendedS3DestinationDescription before, ExtendedS3DestinationDescription after) {
        refuseIf(
                before.s3BackupMode() == S3BackupMode.ENABLED
                        && after.s3BackupMode() == S3BackupMode.DISABLED,
                "Disabling S3 backup is not currently supported.");
        refuseIf(
                !has(before, LAMBDA) && !has(before, DECOMPRESSION) && has(after, DECOMPRESSION),
                "Enabling source decompression is not supported for existing stream with no Lambda"
                        + " function attached.");
    }

    static boolean partitioned(ExtendedS3DestinationDescription destination) {
        return destination.dynamicPartitioningConfiguration() != null
                && Boolean.TRUE.equals(destination.dynamicPartitioningConfiguration().enabled());
    }

    private static boolean has(ExtendedS3DestinationDescription destination, ProcessorType type) {
        return destination.processingConfiguration().enabled()
                && destination.processingConfiguration().processors().stream()
                        .anyMatch(processor -> processor.type() == type);
    }

    private static void checkZone(String zone) {
        boolean known =
                zone == null
                        || zone.isEmpty()
                        || zone.equals("UTC")
                        || REGION_ZONE.matcher(zone).matches()
                                && ZoneId.getAvailableZoneIds().contains(zone);
        refuseIf(!known, "CustomTimeZone is not a valid time zone: " + zone);
    }

    private static void checkHints(BufferingHints hints) {
        refuseIf(
                hints.sizeInMBs() == null || hints.intervalInSeconds() == null,
                "BufferingHints.SizeInMBs and BufferingHints.IntervalInSeconds must be specified"
                        + " together.");
    }

    private static void checkPrefixes(
            S3DestinationDescription sink, boolean partitioned, Instant now, ZoneId zone) {
        Optional<String> violation =
                Prefixes.violation(
                        Optional.ofNullable(sink.prefix()).orElse(""),
                        Optional.ofNullable(sink.errorOutputPrefix()).orElse(""),
                        partitioned ? Partitioning.DYNAMIC : Partitioning.NONE,
                        now.atZone(zone));
        if (violation.isPresent()) {
            throw new InvalidConfiguration(violation.get());
        }
        Prefixes prefixes =
                Prefixes.parse(
                        Optional.ofNullable(sink.prefix()).orElse(""),
                        Optional.ofNullable(sink.errorOutputPrefix()).orElse(""));
        if (!partitioned) {
            String prefix =
                    prefixes.evaluate(now, zone, new SplittableRandom(0), PartitionKeys.NONE);
            checkKeyLength("prefix", prefix);
        }
        if (!prefixes.data().hasPartitionKeys() || sink.errorOutputPrefix() != null) {
            String prefix =
                    prefixes.evaluateErrors(
                            now, zone, new SplittableRandom(0), ErrorOutput.PROCESSING_FAILED);
            checkKeyLength("ErrorOutputPrefix", prefix);
        }
    }

    /// The evaluated prefix is limited in characters, an object's key in bytes.
    private static void checkKeyLength(String name, String evaluated) {
        refuseIf(
                evaluated.getBytes(StandardCharsets.UTF_8).length > PREFIX_BYTES_MAX,
                "The evaluated "
                        + name
                        + " must be at most "
                        + PREFIX_BYTES_MAX
                        + " bytes in UTF-8, so that keys stay within the 1,024 bytes of S3");
    }

    private static void checkPartitioning(ExtendedS3DestinationDescription destination) {
        refuseIf(
                destination.bufferingHints().sizeInMBs() < PARTITIONED_SIZE_MIB_MIN,
                "BufferingHints.SizeInMBs must be at least 64 when Dynamic Partitioning is"
                        + " enabled.");
        refuseIf(
                destination.bufferingHints().intervalInSeconds() < UNHURRIED_SECONDS_MIN,
                "BufferingHints.IntervalInSeconds must be at least 60 when Dynamic Partitioning is"
                        + " enabled.");
    }

    private static void checkBackup(
            ExtendedS3DestinationDescription destination, Instant now, ZoneId zone) {
        S3DestinationDescription backup = destination.s3BackupDescription();
        boolean complete = backup != null && backup.roleARN() != null && backup.bucketARN() != null;
        refuseIf(
                !complete && destination.s3BackupMode() == S3BackupMode.ENABLED,
                "S3 backup destination configuration is required when enabling S3 backup.");
        if (backup == null) {
            return;
        }
        refuseIf(
                !complete,
                "S3BackupUpdate needs RoleARN and BucketARN: there is no S3 backup yet.");
        checkPrefixes(backup, false, now, zone);
        refuseIf(
                backup.bufferingHints().intervalInSeconds() < UNHURRIED_SECONDS_MIN,
                "BufferingHints.IntervalInSeconds must be at least 60 for S3 backup.");
    }

    private static void check(EncryptionConfiguration given) {
        refuseIf(
                (given.noEncryptionConfig() == null) == (given.kmsEncryptionConfig() == null),
                "Exactly one of NoEncryptionConfig or KMSEncryptionConfig must be specified");
    }

    private static void check(CloudWatchLoggingOptions given) {
        if (given.enabled()) {
            refuseIf(
                    absent(given.logGroupName()),
                    "CloudWatch Log Group Name is required if CloudWatch Logging is enabled");
            refuseIf(
                    absent(given.logStreamName()),
                    "CloudWatch Log Stream Name is required if CloudWatch Logging is enabled");
        }
    }

    private static boolean absent(String value) {
        return value == null || value.isEmpty();
    }
}
