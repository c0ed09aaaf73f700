package io.hydrant.conformance.process;

import io.hydrant.conformance.client.AwsClients;

import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/// The bytes of a signed PutRecordBatch, to be sent in whatever pieces at whatever pace.
final class PutBytes {
    private PutBytes() {}

    static byte[] signed(int port, String stream, List<String> records) {
        String list =
                records.stream()
                        .map(record -> record.getBytes(StandardCharsets.UTF_8))
                        .map(Base64.getEncoder()::encodeToString)
                        .collect(Collectors.joining("\"},{\"Data\":\"", "{\"Data\":\"", "\"}"));
        byte[] body =
                "{\"DeliveryStreamName\":\"%s\",\"Records\":[%s]}"
                        .formatted(stream, list)
                        .getBytes(StandardCharsets.UTF_8);
        SdkHttpRequest unsigned =
                SdkHttpRequest.builder()
                        .method(SdkHttpMethod.POST)
                        .uri(URI.create("http://127.0.0.1:" + port + "/"))
                        .putHeader("content-type", "application/x-amz-json-1.1")
                        .putHeader("x-amz-target", "Firehose_20150804.PutRecordBatch")
                        .build();
        SignedRequest signed =
                AwsV4HttpSigner.create()
                        .sign(
                                request ->
                                        request.identity(
                                                        AwsCredentialsIdentity.create(
                                                                AwsClients.ACCESS_KEY,
                                                                AwsClients.SECRET_KEY))
                                                .request(unsigned)
                                                .payload(() -> new ByteArrayInputStream(body))
                                                .putProperty(
                                                        AwsV4HttpSigner.SERVICE_SIGNING_NAME,
                                                        "firehose")
                                                .putProperty(
                                                        AwsV4HttpSigner.REGION_NAME,
                                                        AwsClients.REGION.id()));
        StringBuilder head = new StringBuilder("POST / HTTP/1.1\r\n");
        signed.request()
                .forEachHeader(
                        (name, values) ->
                                head.append(name)
                                        .append(": ")
                                        .append(String.join(",", values))
                                        .append("\r\n"));
        head.append("Content-Length: ").append(body.length);
        head.append("\r\nConnection: close\r\n\r\n");
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(head.toString().getBytes(StandardCharsets.ISO_8859_1));
        all.writeBytes(body);
        return all.toByteArray();
    }
}
