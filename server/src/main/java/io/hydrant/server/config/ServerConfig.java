package io.hydrant.server.config;

import io.hydrant.kernel.name.AccountId;
import io.hydrant.kernel.name.Region;
import io.hydrant.wire.auth.Credentials;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// Everything an operator can set.
///
/// @param region shown where no request names one
/// @param credentials access keys that may sign requests; the first is shown at start
public record ServerConfig(
        HttpConfig http,
        Path dataFolder,
        AccountId account,
        Region region,
        List<Credentials> credentials,
        LogConfig log,
        LogsConfig logs,
        DeliveryConfig delivery,
        StreamsConfig streams,
        FunctionsConfig functions,
        QueryConfig query,
        S3Config s3) {
    /// The access key and the secret that everybody knows.
    public static final String DEFAULT_KEY = "test";

    public ServerConfig {
        credentials = List.copyOf(credentials);
    }

    /// The defaults with some keys set, for servers inside another program.
    ///
    /// @throws InvalidConfig if a key or value is not valid
    public static ServerConfig of(Map<String, String> settings) {
        return ConfigReader.read(Optional.empty(), Map.of(), settings);
    }

    /// Whether the credentials everybody knows are accepted.
    public boolean usesDefaultCredentials() {
        return credentials.stream().anyMatch(one -> one.secretKey().equals(DEFAULT_KEY));
    }

    /// The log that keeps records until they are delivered.
    ///
    /// @param quotaBytes all segments together: beyond it puts are refused
    /// @param reserveBytes room kept free so that deliveries can still be noted down
    public record LogConfig(long quotaBytes, long reserveBytes) {}

    /// Log groups.
    ///
    /// @param quotaBytes all of their files together: beyond it the oldest events go
    public record LogsConfig(long quotaBytes) {}

    /// Delivery to destinations.
    ///
    /// @param retention how long an undelivered record is kept; until the log's quota when empty
    /// @param logsRetention how long events of log groups without a retention of their own are kept
    /// @param streamCountMax delivery streams of an account in a region
    /// @param activePartitionsMax of a delivery stream with dynamic partitioning
    /// @param decompressionAccessKey of the only one who may put to streams with decompression
    /// @param waiting what records in open partitions may take
    public record DeliveryConfig(
            Optional<Duration> retention,
            Duration logsRetention,
            int streamCountMax,
            int activePartitionsMax,
            Optional<String> decompressionAccessKey,
            WaitingConfig waiting) {}

    /// Copies of records that wait in open partitions, of all streams together.
    ///
    /// @param memoryBytesMax a share of the heap when empty; with 0 there are no copies
    /// @param stagedBytesMax what of them may lie in files when memory is short
    public record WaitingConfig(OptionalLong memoryBytesMax, long stagedBytesMax) {}

    /// Data streams.
    ///
    /// @param shardCountMax open shards of an account in a region
    /// @param quotas whether the throughput quotas of AWS hold for every stream
    public record StreamsConfig(int shardCountMax, boolean quotas) {}
}
