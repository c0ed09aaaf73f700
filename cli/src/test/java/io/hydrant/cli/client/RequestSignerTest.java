package io.hydrant.cli.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.stream.Stream;

/// The signer of the AWS SDK is the oracle.
class RequestSignerTest {
    private static final Instant NOW = Instant.parse("2026-01-31T23:59:59Z");
    private static final String REGION = "eu-central-1";

    static Stream<Arguments> requests() {
        return Stream.of(
                Arguments.of("firehose", "POST", "http://127.0.0.1:4566/", "{}"),
                Arguments.of("firehose", "POST", "https://127.0.0.1/", "{\"a\":\"ü\"}"),
                Arguments.of("s3", "PUT", "http://127.0.0.1:4566/bucket", ""),
                Arguments.of("s3", "GET", "http://127.0.0.1:4566/bucket/a%20b/c%2Bd", ""),
                Arguments.of(
                        "s3",
                        "GET",
                        "http://localhost:80/b?list-type=2&prefix=in%2F&encoding-type=url",
                        ""),
                Arguments.of("s3", "POST", "http://localhost/b/k?uploads", ""),
                Arguments.of(
                        "hydrant",
                        "POST",
                        "http://127.0.0.1:1/_hydrant/delivery-streams/a%20b/flush?timeoutSeconds=1",
                        ""),
                Arguments.of(
                        "hydrant",
                        "GET",
                        "http://127.0.0.1:1/_hydrant/logs?stream=s&group=%2Faws%2Fx&after=a%7Cb~",
                        ""));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void signsAsTheSdkDoes(String service, String method, String uri, String body) {
        assertThat(ours(service, method, uri, body, ""))
                .isEqualTo(theirs(service, method, uri, body, ""));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void signsWithASessionTokenAsTheSdkDoes(
            String service, String method, String uri, String body) {
        assertThat(ours(service, method, uri, body, "token=="))
                .isEqualTo(theirs(service, method, uri, body, "token=="));
    }

    private static String ours(
            String service, String method, String uri, String body, String token) {
        RequestSigner signer =
                new RequestSigner(() -> NOW, new Credentials("AKID", "secret", token), REGION);
        return signer.sign(
                        UnsignedRequest.of(
                                service,
                                method,
                                URI.create(uri),
                                Map.of(
                                        "Content-Type",
                                        "application/x-amz-json-1.1",
                                        "X-Amz-Target",
                                        "T.a  b"),
                                body.getBytes(StandardCharsets.UTF_8)))
                .get("authorization");
    }

    private static String theirs(
            String service, String method, String uri, String body, String token) {
        AwsCredentialsIdentity identity =
                token.isEmpty()
                        ? AwsCredentialsIdentity.create("AKID", "secret")
                        : AwsSessionCredentialsIdentity.create("AKID", "secret", token);
        SdkHttpRequest request =
                SdkHttpFullRequest.builder()
                        .uri(URI.create(uri))
                        .method(SdkHttpMethod.fromValue(method))
                        .putHeader("Content-Type", "application/x-amz-json-1.1")
                        .putHeader("X-Amz-Target", "T.a  b")
                        .build();
        return AwsV4HttpSigner.create()
                .sign(
                        input ->
                                input.identity(identity)
                                        .request(request)
                                        .payload(
                                                () ->
                                                        new ByteArrayInputStream(
                                                                body.getBytes(
                                                                        StandardCharsets.UTF_8)))
                                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                                        .putProperty(AwsV4HttpSigner.REGION_NAME, REGION)
                                        .putProperty(
                                                AwsV4HttpSigner.DOUBLE_URL_ENCODE,
                                                !service.equals("s3"))
                                        .putProperty(
                                                AwsV4HttpSigner.NORMALIZE_PATH,
                                                !service.equals("s3"))
                                        .putProperty(AwsV4HttpSigner.PAYLOAD_SIGNING_ENABLED, true)
                                        .putProperty(
                                                HttpSigner.SIGNING_CLOCK,
                                                Clock.fixed(NOW, ZoneOffset.UTC)))
                .request()
                .firstMatchingHeader("Authorization")
                .orElseThrow();
    }
}
