package io.hydrant.conformance.client;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.s3.S3Client;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/// The AWS SDK's own clients, pointed at a server.
public final class AwsClients {
    /// Keys that a server on loopback takes by itself.
    public static final String ACCESS_KEY = "test";

    public static final String SECRET_KEY = "test";
    public static final Region REGION = Region.US_EAST_1;
    public static final StaticCredentialsProvider CREDENTIALS =
            StaticCredentialsProvider.create(AwsBasicCredentials.create(ACCESS_KEY, SECRET_KEY));

    /// Says much about connections to a server that was killed. Kept here, or the level is
    /// forgotten.
    private static final List<Logger> NOISY =
            List.of(
                    Logger.getLogger("io.netty"),
                    Logger.getLogger("software.amazon.awssdk.http.nio.netty"));

    static {
        NOISY.forEach(logger -> logger.setLevel(Level.OFF));
    }

    private AwsClients() {}

    /// With the retries that every user has.
    public static FirehoseClient firehose(URI endpoint) {
        return FirehoseClient.builder()
                .endpointOverride(endpoint)
                .region(REGION)
                .credentialsProvider(CREDENTIALS)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    /// One request is one attempt: who counts attempts cannot have any made behind his back.
    public static FirehoseClient firehoseWithoutRetries(URI endpoint, Duration answerLimit) {
        return FirehoseClient.builder()
                .endpointOverride(endpoint)
                .region(REGION)
                .credentialsProvider(CREDENTIALS)
                .httpClientBuilder(
                        UrlConnectionHttpClient.builder()
                                .connectionTimeout(Duration.ofSeconds(2))
                                .socketTimeout(answerLimit))
                .overrideConfiguration(
                        override -> override.retryStrategy(DefaultRetryStrategy.doNotRetry()))
                .build();
    }

    /// With the retries that every user has.
    public static GlueClient glue(URI endpoint) {
        return GlueClient.builder()
                .endpointOverride(endpoint)
                .region(REGION)
                .credentialsProvider(CREDENTIALS)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    /// CBOR over HTTP/1.1, with the retries that every user has.
    public static KinesisClient kinesis(URI endpoint) {
        return KinesisClient.builder()
                .endpointOverride(endpoint)
                .region(REGION)
                .credentialsProvider(CREDENTIALS)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    /// CBOR over HTTP/1.1; one request is one attempt.
    public static KinesisClient kinesisWithoutRetries(URI endpoint, Duration answerLimit) {
        return KinesisClient.builder()
                .endpointOverride(endpoint)
                .region(REGION)
                .credentialsProvider(CREDENTIALS)
                .httpClientBuilder(
                        UrlConnectionHttpClient.builder()
                                .connectionTimeout(Duration.ofSeconds(2))
                                .socketTimeout(answerLimit))
                .overrideConfiguration(
                        override -> override.retryStrategy(DefaultRetryStrategy.doNotRetry()))
                .build();
    }

    /// HTTP/2 by prior knowledge, as the Kinesis Client Library speaks it; one request is one
    /// attempt.
    public static KinesisAsyncClient kinesisOverHttp2(URI endpoint, Duration answerLimit) {
        return KinesisAsyncClient.builder()
                .endpointOverride(endpoint)
                .region(REGION)
                .credentialsProvider(CREDENTIALS)
                .httpClientBuilder(
                        NettyNioAsyncHttpClient.builder()
                                .connectionTimeout(Duration.ofSeconds(2))
                                .readTimeout(answerLimit)
                                .maxConcurrency(200))
                .overrideConfiguration(
                        override -> override.retryStrategy(DefaultRetryStrategy.doNotRetry()))
                .build();
    }

    public static S3Client s3(URI endpoint) {
        return S3Client.builder()
                .endpointOverride(endpoint)
                .region(REGION)
                .credentialsProvider(CREDENTIALS)
                .forcePathStyle(true)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }
}
