package io.hydrant.streams.api;

import java.util.List;

/// The metrics that can be asked for by shard.
///
/// Source: Kinesis Data Streams API Reference, EnableEnhancedMonitoring.
final class ShardMetrics {
    private static final String ALL = "ALL";
    private static final List<String> EACH =
            List.of(
                    "IncomingBytes",
                    "IncomingRecords",
                    "IteratorAgeMilliseconds",
                    "OutgoingBytes",
                    "OutgoingRecords",
                    "ReadProvisionedThroughputExceeded",
                    "WriteProvisionedThroughputExceeded");

    private ShardMetrics() {}

    /// `ALL` stands for each of them.
    static List<String> of(List<String> names) {
        return names.contains(ALL) ? EACH : names;
    }
}
