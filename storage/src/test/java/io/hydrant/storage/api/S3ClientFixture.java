package io.hydrant.storage.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

import java.io.IOException;
import java.nio.file.Path;

/// A server and the AWS SDK for Java talking to it, with its default checksums and signed chunks.
abstract class S3ClientFixture {
    static final String BUCKET = "test-bucket";

    @TempDir Path root;
    S3TestServer server;
    S3Client s3;

    @BeforeEach
    void start() throws IOException {
        server = S3TestServer.start(root);
        s3 =
                S3Client.builder()
                        .endpointOverride(server.uri())
                        .region(Region.US_EAST_1)
                        .forcePathStyle(true)
                        .credentialsProvider(
                                StaticCredentialsProvider.create(
                                        AwsBasicCredentials.create(
                                                S3TestServer.ACCESS_KEY, S3TestServer.SECRET_KEY)))
                        .httpClientBuilder(UrlConnectionHttpClient.builder())
                        .build();
        s3.createBucket(request -> request.bucket(BUCKET));
    }

    @AfterEach
    void stop() {
        s3.close();
        server.close();
    }

    PutObjectResponse put(String key, String content) {
        return s3.putObject(r -> r.bucket(BUCKET).key(key), RequestBody.fromString(content));
    }

    ResponseBytes<GetObjectResponse> get(String key) {
        return s3.getObjectAsBytes(r -> r.bucket(BUCKET).key(key));
    }

    static void assertRefused(int status, String code, Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        S3Exception.class,
                        e -> {
                            assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code);
                            assertThat(e.statusCode()).isEqualTo(status);
                        });
    }
}
