package io.hydrant.delivery.partition;

import io.hydrant.delivery.plan.Compression;
import io.hydrant.delivery.plan.DeliveryPlan;
import io.hydrant.delivery.plan.S3Sink;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.UUID;

/// What follows the evaluated prefix in the keys of a sink's objects:
///
///     <stream>-<version id>-<yyyy>-<MM>-<dd>-<HH>-<mm>-<ss>-<uuid><extension>
///
/// Source: Firehose Developer Guide, object name format.
///
/// @param zone in which the time is written: the sink's, as in its prefixes
/// @param extension with its dot, or empty
public record ObjectName(String streamName, long versionId, ZoneId zone, String extension) {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd-HH-mm-ss", Locale.US);

    /// Names of objects of delivered records. A configured file extension replaces the one that the
    /// compression implies.
    public static ObjectName of(DeliveryPlan plan, S3Sink sink) {
        String extension =
                sink.fileExtension()
                        .filter(configured -> !configured.isEmpty())
                        .orElseGet(() -> extension(sink.compression()));
        return new ObjectName(plan.stream().name(), plan.versionId(), sink.zone(), extension);
    }

    /// Names of objects of converted records.
    ///
    /// @param formatExtension of the format, without its dot
    public static ObjectName ofConverted(DeliveryPlan plan, S3Sink sink, String formatExtension) {
        String extension =
                sink.fileExtension()
                        .filter(configured -> !configured.isEmpty())
                        .orElse("." + formatExtension);
        return new ObjectName(plan.stream().name(), plan.versionId(), sink.zone(), extension);
    }

    /// Names of objects of failed records, which carry no extension.
    public static ObjectName ofErrors(DeliveryPlan plan, S3Sink sink) {
        return new ObjectName(plan.stream().name(), plan.versionId(), sink.zone(), "");
    }

    /// The extension that a compression implies. Both Snappy formats have the same one, whatever
    /// the guide says.
    public static String extension(Compression compression) {
        return switch (compression) {
            case UNCOMPRESSED -> "";
            case GZIP -> ".gz";
            case ZIP -> ".zip";
            case SNAPPY, HADOOP_SNAPPY -> ".snappy";
        };
    }

    /// The name of one object, to be put directly behind its evaluated prefix.
    ///
    /// @param oldestArrival arrival of the oldest record in the object
    public String suffix(Instant oldestArrival, UUID id) {
        return streamName
                + "-"
                + versionId
                + "-"
                + TIME.format(oldestArrival.atZone(zone))
                + "-"
                + id
                + extension;
    }
}
