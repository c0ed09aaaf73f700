package io.hydrant.cli.tail.agent;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The keys an object of the configuration may have, and what becomes of each.
///
/// @param fates by key
record KnownKeys(Map<String, Fate> fates) {
    /// What becomes of a key.
    sealed interface Fate {
        record Honoured() implements Fate {}

        /// @param reason goes on from "... has no effect here: "
        record WithoutEffect(String reason) implements Fate {}
    }

    private static final String METRICS = "no metrics go to CloudWatch; the server has its own";
    private static final String LOG = "there is no log file, only the terminal";
    private static final String TRANSPORT = "one connection per flow is enough";
    private static final String RETRIES = "refused records are sent again for as long as it takes";
    private static final String QUEUE = "a flow reads on when its batch is acknowledged";
    private static final String ROLE =
            "the server knows no roles; requests are signed with the keys";

    static final KnownKeys AGENT =
            new KnownKeys(new LinkedHashMap<>())
                    .honoured("flows", "kinesis.endpoint", "kinesis.region", "firehose.endpoint")
                    .honoured("awsAccessKeyId", "awsSecretAccessKey")
                    .honoured("checkpointFile", "checkpointTimeToLiveDays")
                    .honoured("log.statusReportingPeriodSeconds", "shutdownTimeoutMillis")
                    .withoutEffect(METRICS, "cloudwatch.emitMetrics", "cloudwatch.endpoint")
                    .withoutEffect(METRICS, "cloudwatch.namespace", "cloudwatch.tagInstance")
                    .withoutEffect(METRICS, "cloudwatch.metricsBufferTimeMillis")
                    .withoutEffect(METRICS, "cloudwatch.metricsQueueSize")
                    .withoutEffect(LOG, "log.level", "log.file", "log.emitMetrics")
                    .withoutEffect(LOG, "log.emitInternalMetrics", "log.maxBackupIndex")
                    .withoutEffect(LOG, "log.maxFileSize")
                    .withoutEffect(TRANSPORT, "maxSendingThreads", "maxSendingThreadsPerCore")
                    .withoutEffect(TRANSPORT, "sendingThreadsMaxQueueSize", "maxConnections")
                    .withoutEffect(TRANSPORT, "sendingThreadsKeepAliveMillis", "useTcpKeepAlive")
                    .withoutEffect(TRANSPORT, "connectionTimeoutMillis", "connectionTTLMillis")
                    .withoutEffect(TRANSPORT, "socketTimeoutMillis", "useHttpGzip")
                    .withoutEffect(ROLE, "assumeRoleARN", "assumeRoleExternalId", "sts.endpoint")
                    .withoutEffect(
                            "keys come from awsAccessKeyId, AWS_ACCESS_KEY_ID, else `test`",
                            "userDefinedCredentialsProvider.classname",
                            "userDefinedCredentialsProvider.location")
                    .withoutEffect(
                            "the command names itself to the server",
                            "userAgent",
                            "userAgentOverride")
                    .withoutEffect(
                            "checkpoints are kept in a plain file",
                            "checkpoints.queryTimeoutSeconds");

    static final KnownKeys FLOW =
            new KnownKeys(new LinkedHashMap<>())
                    .honoured("filePattern", "kinesisStream", "deliveryStream")
                    .honoured("partitionKeyOption", "initialPosition", "maxBufferAgeMillis")
                    .honoured("maxBufferSizeRecords", "maxBufferSizeBytes")
                    .honoured("minTimeBetweenFilePollsMillis")
                    .honoured("maxTimeBetweenFileTrackerRefreshMillis", "multiLineStartPattern")
                    .honoured("skipHeaderLines", "fileFooterPattern", "truncatedRecordTerminator")
                    .honoured("aggregatedRecordSizeBytes", "dataProcessingOptions")
                    .withoutEffect(RETRIES, "retryInitialBackoffMillis", "retryMaxBackoffMillis")
                    .withoutEffect(QUEUE, "publishQueueCapacity", "waitOnFullPublishQueueMillis")
                    .withoutEffect(QUEUE, "waitOnEmptyPublishQueueMillis")
                    .withoutEffect(QUEUE, "waitOnFullRetryQueueMillis")
                    .withoutEffect(LOG, "log.emitInternalMetrics");

    static final KnownKeys SINGLE_LINE = option("parseOptions");
    static final KnownKeys CSV = option("customFieldNames", "delimiter", "jsonFormat");
    static final KnownKeys LOG_LINE =
            option("logFormat", "matchPattern", "customFieldNames", "jsonFormat");
    static final KnownKeys METADATA = option("metadata", "timestamp", "jsonFormat");
    static final KnownKeys NOTHING_MORE = option();

    /// The fate of a key, if it is known.
    Optional<Fate> fate(String key) {
        return Optional.ofNullable(fates.get(key));
    }

    Set<String> names() {
        return fates.keySet();
    }

    private static KnownKeys option(String... keys) {
        return new KnownKeys(new LinkedHashMap<>()).honoured("optionName").honoured(keys);
    }

    private KnownKeys honoured(String... keys) {
        return all(new Fate.Honoured(), keys);
    }

    private KnownKeys withoutEffect(String reason, String... keys) {
        return all(new Fate.WithoutEffect(reason), keys);
    }

    private KnownKeys all(Fate fate, String... keys) {
        for (String key : keys) {
            fates.put(key, fate);
        }
        return this;
    }
}
