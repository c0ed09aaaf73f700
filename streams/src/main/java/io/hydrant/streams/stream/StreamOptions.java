package io.hydrant.streams.stream;

import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// What users set on a stream.
///
/// @param retentionHours 24-8760
/// @param recordKibMax the largest record, data and key together: 1024-10240 KiB
/// @param shardMetrics names of the metrics asked for by shard; kept and described
/// @param policy the resource policy as it was put
public record StreamOptions(
        int retentionHours,
        int recordKibMax,
        StreamEncryption encryption,
        SortedSet<String> shardMetrics,
        Optional<String> policy,
        SortedMap<String, String> tags) {
    public static final int RECORD_KIB_DEFAULT = 1024;

    public StreamOptions {
        shardMetrics = Collections.unmodifiableSortedSet(new TreeSet<>(shardMetrics));
        tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
    }

    static StreamOptions of(int recordKibMax, SortedMap<String, String> tags) {
        return new StreamOptions(
                Retention.HOURS_MIN,
                recordKibMax,
                StreamEncryption.NONE,
                Collections.emptySortedSet(),
                Optional.empty(),
                tags);
    }

    public Duration retention() {
        return Duration.ofHours(retentionHours);
    }

    StreamOptions retaining(int hours) {
        return new StreamOptions(hours, recordKibMax, encryption, shardMetrics, policy, tags);
    }

    StreamOptions withRecordKibMax(int kib) {
        return new StreamOptions(retentionHours, kib, encryption, shardMetrics, policy, tags);
    }

    StreamOptions with(StreamEncryption next) {
        return new StreamOptions(retentionHours, recordKibMax, next, shardMetrics, policy, tags);
    }

    StreamOptions measuring(SortedSet<String> metrics) {
        return new StreamOptions(retentionHours, recordKibMax, encryption, metrics, policy, tags);
    }

    StreamOptions withPolicy(Optional<String> next) {
        return new StreamOptions(
                retentionHours, recordKibMax, encryption, shardMetrics, next, tags);
    }

    StreamOptions tagged(SortedMap<String, String> next) {
        return new StreamOptions(
                retentionHours, recordKibMax, encryption, shardMetrics, policy, next);
    }
}
