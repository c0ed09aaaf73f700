package io.hydrant.storage.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// An upload in signed chunks that somebody changed on its way, near its very end.
final class TamperedBodyTest extends S3ClientFixture {
    @ParameterizedTest
    @ValueSource(
            strings = {"chunk-signature=", "x-amz-checksum-crc32:", "x-amz-trailer-signature:"})
    void storesNothingWhenTheEndOfTheBodyDoesNotVerify(String changedBehind) {
        try (S3Client client = client(changedBehind)) {
            assertThat(refusal(client)).isIn("SignatureDoesNotMatch", "BadDigest");
        }
        assertRefused(404, "NoSuchKey", () -> get("k"));
        assertThat(root.resolve("buckets/test-bucket")).isEmptyDirectory();
        assertThat(root.resolve("buckets/.meta/tmp")).isEmptyDirectory();
    }

    @Test
    void storesTheSameBodyUnchanged() {
        try (S3Client client = client("nothing that is in there")) {
            client.putObject(
                    r -> r.bucket(BUCKET).key("k"), RequestBody.fromBytes(new byte[300_000]));
        }
        assertThat(get("k").asByteArray()).hasSize(300_000);
    }

    private static String refusal(S3Client client) {
        try {
            client.putObject(
                    r -> r.bucket(BUCKET).key("k"), RequestBody.fromBytes(new byte[300_000]));
            return "stored";
        } catch (S3Exception e) {
            return e.awsErrorDetails().errorCode();
        }
    }

    private S3Client client(String changedBehind) {
        return S3Client.builder()
                .endpointOverride(server.uri())
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .credentialsProvider(
                        StaticCredentialsProvider.create(
                                AwsBasicCredentials.create(
                                        S3TestServer.ACCESS_KEY, S3TestServer.SECRET_KEY)))
                .httpClient(new Tampering(UrlConnectionHttpClient.create(), changedBehind))
                .build();
    }

    /// Changes the character behind the last occurrence of a mark in every body.
    private record Tampering(SdkHttpClient next, String mark) implements SdkHttpClient {
        @Override
        public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
            ContentStreamProvider content = request.contentStreamProvider().orElseThrow();
            byte[] changed;
            try (InputStream stream = content.newStream()) {
                changed = tamper(stream.readAllBytes());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return next.prepareRequest(
                    HttpExecuteRequest.builder()
                            .request(request.httpRequest())
                            .contentStreamProvider(ContentStreamProvider.fromByteArray(changed))
                            .build());
        }

        private byte[] tamper(byte[] body) {
            int at = new String(body, StandardCharsets.ISO_8859_1).lastIndexOf(mark);
            if (at >= 0) {
                int index = at + mark.length();
                body[index] = (byte) (body[index] == '0' ? '1' : '0');
            }
            return body;
        }

        @Override
        public void close() {
            next.close();
        }
    }
}
