package io.hydrant.storage.s3;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/// Sets up the SDK's client.
final class SdkClient {
    private static final int ATTEMPTS_MAX = 2;

    private SdkClient() {}

    static S3Client of(S3Connection connection) {
        S3ClientBuilder builder =
                S3Client.builder()
                        .region(Region.of(connection.region()))
                        .forcePathStyle(connection.pathStyle())
                        .credentialsProvider(credentials(connection))
                        .httpClientBuilder(
                                UrlConnectionHttpClient.builder()
                                        .connectionTimeout(connection.timeouts().connect())
                                        .socketTimeout(connection.timeouts().silence()))
                        .overrideConfiguration(
                                override ->
                                        override.apiCallAttemptTimeout(
                                                        connection.timeouts().attempt())
                                                .retryStrategy(
                                                        AwsRetryStrategy.standardRetryStrategy()
                                                                .toBuilder()
                                                                .maxAttempts(ATTEMPTS_MAX)
                                                                .build()));
        if (connection.endpoint().isPresent()) {
            // Stores other than AWS's may not know checksums behind the body; what is signed is
            // protected anyway.
            builder.endpointOverride(connection.endpoint().get())
                    .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                    .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED);
        }
        return builder.build();
    }

    private static AwsCredentialsProvider credentials(S3Connection connection) {
        if (connection.credentials().isEmpty()) {
            return DefaultCredentialsProvider.builder().build();
        }
        S3Connection.S3Credentials given = connection.credentials().get();
        return StaticCredentialsProvider.create(
                given.sessionToken().isPresent()
                        ? AwsSessionCredentials.create(
                                given.accessKeyId(), given.secretKey(), given.sessionToken().get())
                        : AwsBasicCredentials.create(given.accessKeyId(), given.secretKey()));
    }
}
