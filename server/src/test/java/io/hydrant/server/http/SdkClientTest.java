package io.hydrant.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.wire.http.HttpResponse;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.http.SdkHttpConfigurationOption;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.firehose.FirehoseAsyncClient;
import software.amazon.awssdk.services.firehose.model.PutRecordResponse;
import software.amazon.awssdk.utils.AttributeMap;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// The AWS SDK's Netty client, which speaks HTTP/2 without asking.
class SdkClientTest {
    private static final AttributeMap TRUST_ALL =
            AttributeMap.builder()
                    .put(SdkHttpConfigurationOption.TRUST_ALL_CERTIFICATES, true)
                    .build();

    @ParameterizedTest
    @CsvSource({"http,HTTP2", "https,HTTP2", "http,HTTP1_1", "https,HTTP1_1"})
    void talksToTheNettyClient(String scheme, Protocol protocol) {
        RequestHandler firehose =
                (request, _) ->
                        HttpResponse.of(
                                200,
                                "application/x-amz-json-1.1",
                                ("{\"RecordId\":\"" + request.headers().first("host").get() + "\"}")
                                        .getBytes(StandardCharsets.UTF_8));
        TlsIdentity identity = SelfSigned.create(List.of("127.0.0.1"), Instant.now());
        try (CarrierUnderTest server =
                        CarrierUnderTest.with(
                                firehose, CarrierUnderTest.LIMITS, Optional.of(identity));
                SdkAsyncHttpClient http =
                        NettyNioAsyncHttpClient.builder()
                                .protocol(protocol)
                                .buildWithDefaults(TRUST_ALL);
                FirehoseAsyncClient client = client(http, scheme, server.port())) {
            List<CompletableFuture<PutRecordResponse>> answers = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                answers.add(
                        client.putRecord(
                                put ->
                                        put.deliveryStreamName("clicks")
                                                .record(
                                                        r ->
                                                                r.data(
                                                                        SdkBytes.fromByteArray(
                                                                                new byte
                                                                                        [900_000])))));
            }
            for (CompletableFuture<PutRecordResponse> answer : answers) {
                assertThat(answer.join().recordId()).isEqualTo("127.0.0.1:" + server.port());
            }
        }
    }

    private static FirehoseAsyncClient client(SdkAsyncHttpClient http, String scheme, int port) {
        return FirehoseAsyncClient.builder()
                .httpClient(http)
                .endpointOverride(URI.create(scheme + "://127.0.0.1:" + port))
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(
                                AwsBasicCredentials.create("test", "test")))
                .build();
    }
}
