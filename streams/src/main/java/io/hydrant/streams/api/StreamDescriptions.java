package io.hydrant.streams.api;

import io.hydrant.streams.shard.InvalidStreamArgument;
import io.hydrant.streams.shard.SequenceNumber;
import io.hydrant.streams.shard.ShardId;
import io.hydrant.streams.stream.DataStream;
import io.hydrant.streams.stream.StoredShard;
import io.hydrant.streams.stream.StreamMode;
import io.hydrant.streams.stream.StreamStatus;

import software.amazon.awssdk.services.kinesis.model.EncryptionType;
import software.amazon.awssdk.services.kinesis.model.EnhancedMetrics;
import software.amazon.awssdk.services.kinesis.model.HashKeyRange;
import software.amazon.awssdk.services.kinesis.model.SequenceNumberRange;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.StreamDescription;
import software.amazon.awssdk.services.kinesis.model.StreamDescriptionSummary;
import software.amazon.awssdk.services.kinesis.model.StreamModeDetails;
import software.amazon.awssdk.services.kinesis.model.StreamSummary;
import software.amazon.awssdk.services.kinesis.model.Tag;
import software.amazon.awssdk.services.kinesis.model.WarmThroughputObject;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Data streams as answers show them.
final class StreamDescriptions {
    private StreamDescriptions() {}

    /// Everything but the shards.
    static StreamDescription.Builder full(DataStream stream) {
        return StreamDescription.builder()
                .streamName(stream.id().name())
                .streamARN(stream.id().toString())
                .streamStatus(stream.status().name())
                .streamModeDetails(mode(stream))
                .retentionPeriodHours(stream.options().retentionHours())
                .streamCreationTimestamp(created(stream))
                .enhancedMonitoring(monitoring(stream))
                .encryptionType(encryption(stream))
                .keyId(stream.options().encryption().keyId().orElse(null));
    }

    /// Everything but the number of consumers.
    static StreamDescriptionSummary.Builder summary(DataStream stream) {
        return StreamDescriptionSummary.builder()
                .streamName(stream.id().name())
                .streamARN(stream.id().toString())
                .streamStatus(stream.status().name())
                .streamModeDetails(mode(stream))
                .retentionPeriodHours(stream.options().retentionHours())
                .streamCreationTimestamp(created(stream))
                .enhancedMonitoring(monitoring(stream))
                .encryptionType(encryption(stream))
                .keyId(stream.options().encryption().keyId().orElse(null))
                .openShardCount(visibleShards(stream, true).size())
                .warmThroughput(warmThroughput(stream).orElse(null))
                .maxRecordSizeInKiB(stream.options().recordKibMax());
    }

    static StreamSummary listed(DataStream stream) {
        return StreamSummary.builder()
                .streamName(stream.id().name())
                .streamARN(stream.id().toString())
                .streamStatus(stream.status().name())
                .streamModeDetails(mode(stream))
                .streamCreationTimestamp(created(stream))
                .build();
    }

    /// All that have not expired, in order of their ids; none while the stream is being created.
    static List<Shard> shards(DataStream stream) {
        return visibleShards(stream, false).stream().map(StreamDescriptions::shard).toList();
    }

    static Shard shard(StoredShard shard) {
        List<ShardId> parents = shard.parents();
        return Shard.builder()
                .shardId(shard.id().toString())
                .parentShardId(parents.isEmpty() ? null : parents.getFirst().toString())
                .adjacentParentShardId(parents.size() < 2 ? null : parents.get(1).toString())
                .hashKeyRange(
                        HashKeyRange.builder()
                                .startingHashKey(shard.range().start().toString())
                                .endingHashKey(shard.range().end().toString())
                                .build())
                .sequenceNumberRange(
                        SequenceNumberRange.builder()
                                .startingSequenceNumber(shard.startingNumber().toString())
                                .endingSequenceNumber(
                                        shard.endingNumber()
                                                .map(SequenceNumber::toString)
                                                .orElse(null))
                                .build())
                .build();
    }

    /// To the second.
    static Instant created(DataStream stream) {
        return stream.created().truncatedTo(ChronoUnit.SECONDS);
    }

    static Optional<WarmThroughputObject> warmThroughput(DataStream stream) {
        if (stream.capacity().mode() == StreamMode.PROVISIONED
                || stream.capacity().warmMibps().isEmpty()) {
            return Optional.empty();
        }
        int mibps = stream.capacity().warmMibps().getAsInt();
        return Optional.of(
                WarmThroughputObject.builder().targetMiBps(mibps).currentMiBps(mibps).build());
    }

    static List<Tag> tags(Map<String, String> tags) {
        return tags.entrySet().stream()
                .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
    }

    /// @throws InvalidStreamArgument when a request names another type of encryption
    static void requireKms(EncryptionType type, String operation) {
        if (type != EncryptionType.KMS) {
            throw new InvalidStreamArgument(
                    operation + " needs EncryptionType KMS but was given " + type + ".");
        }
    }

    private static List<StoredShard> visibleShards(DataStream stream, boolean openOnly) {
        if (stream.status() == StreamStatus.CREATING) {
            return List.of();
        }
        return openOnly ? stream.shards().open() : stream.shards().all();
    }

    private static StreamModeDetails mode(DataStream stream) {
        return StreamModeDetails.builder().streamMode(stream.capacity().mode().name()).build();
    }

    private static EncryptionType encryption(DataStream stream) {
        return stream.encrypted() ? EncryptionType.KMS : EncryptionType.NONE;
    }

    private static EnhancedMetrics monitoring(DataStream stream) {
        return EnhancedMetrics.builder()
                .shardLevelMetricsWithStrings(stream.options().shardMetrics())
                .build();
    }
}
