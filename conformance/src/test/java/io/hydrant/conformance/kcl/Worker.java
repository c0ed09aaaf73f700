package io.hydrant.conformance.kcl;

import io.hydrant.conformance.client.AwsClients;

import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.kinesis.common.ConfigsBuilder;
import software.amazon.kinesis.common.InitialPositionInStream;
import software.amazon.kinesis.common.InitialPositionInStreamExtended;
import software.amazon.kinesis.coordinator.Scheduler;
import software.amazon.kinesis.metrics.NullMetricsFactory;
import software.amazon.kinesis.processor.ShardRecordProcessorFactory;
import software.amazon.kinesis.processor.SingleStreamTracker;
import software.amazon.kinesis.retrieval.RetrievalSpecificConfig;
import software.amazon.kinesis.retrieval.fanout.FanOutConfig;
import software.amazon.kinesis.retrieval.polling.PollingConfig;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// One worker of the Kinesis Client Library at work on a stream, with its waits made short.
final class Worker implements AutoCloseable {
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);

    private final KinesisAsyncClient kinesis;
    private final DynamoDbAsyncClient tables;
    private final CloudWatchAsyncClient metrics;
    private final Scheduler scheduler;
    private final Thread thread;

    /// How the worker gets its records.
    enum Retrieval {
        POLLING,
        FAN_OUT
    }

    Worker(
            URI server,
            URI tablesEndpoint,
            String stream,
            Retrieval retrieval,
            ShardRecordProcessorFactory processors) {
        kinesis =
                KinesisAsyncClient.builder()
                        .endpointOverride(server)
                        .region(AwsClients.REGION)
                        .credentialsProvider(AwsClients.CREDENTIALS)
                        .httpClientBuilder(
                                NettyNioAsyncHttpClient.builder().protocol(Protocol.HTTP2))
                        .build();
        tables =
                DynamoDbAsyncClient.builder()
                        .endpointOverride(tablesEndpoint)
                        .region(AwsClients.REGION)
                        .credentialsProvider(AwsClients.CREDENTIALS)
                        .build();
        metrics =
                CloudWatchAsyncClient.builder()
                        .endpointOverride(server)
                        .region(AwsClients.REGION)
                        .credentialsProvider(AwsClients.CREDENTIALS)
                        .build();
        ConfigsBuilder configs =
                new ConfigsBuilder(
                        new SingleStreamTracker(
                                stream,
                                InitialPositionInStreamExtended.newInitialPosition(
                                        InitialPositionInStream.TRIM_HORIZON)),
                        "reader-" + stream,
                        kinesis,
                        tables,
                        metrics,
                        "worker-1",
                        processors);
        scheduler = scheduler(configs, retrieval(retrieval, stream));
        thread = Thread.ofPlatform().daemon().name("kcl " + stream).start(scheduler);
    }

    private static Scheduler scheduler(ConfigsBuilder configs, RetrievalSpecificConfig retrieval) {
        return new Scheduler(
                configs.checkpointConfig(),
                configs.coordinatorConfig()
                        .parentShardPollIntervalMillis(200)
                        .shardConsumerDispatchPollIntervalMillis(100)
                        .schedulerInitializationBackoffTimeMillis(200),
                configs.leaseManagementConfig()
                        .failoverTimeMillis(2_000)
                        .leaseAssignmentIntervalMillis(500L)
                        .shardSyncIntervalMillis(1_000)
                        .leasesRecoveryAuditorExecutionFrequencyMillis(2_000)
                        .dynamoDbLockBasedLeaderLeaseDurationInMillis(4_000)
                        .dynamoDbLockBasedLeaderHeartbeatPeriodInMillis(1_000)
                        .cleanupLeasesUponShardCompletion(false),
                configs.lifecycleConfig().taskBackoffTimeMillis(200),
                configs.metricsConfig().metricsFactory(new NullMetricsFactory()),
                configs.processorConfig(),
                configs.retrievalConfig().retrievalSpecificConfig(retrieval));
    }

    private RetrievalSpecificConfig retrieval(Retrieval retrieval, String stream) {
        return switch (retrieval) {
            case POLLING -> {
                PollingConfig polling = new PollingConfig(stream, kinesis);
                polling.idleTimeBetweenReadsInMillis(200);
                polling.usePollingConfigIdleTimeValue(true);
                yield polling;
            }
            case FAN_OUT ->
                    new FanOutConfig(kinesis)
                            .streamName(stream)
                            .applicationName("reader-" + stream);
        };
    }

    @Override
    public void close() {
        try {
            scheduler.startGracefulShutdown().get(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS);
            thread.join(STOP_LIMIT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException _) {
            scheduler.shutdown();
        } finally {
            kinesis.close();
            tables.close();
            metrics.close();
        }
    }
}
