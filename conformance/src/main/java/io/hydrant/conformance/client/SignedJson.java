package io.hydrant.conformance.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;

/// Calls in JSON 1.1, for services whose Java client speaks CBOR, and for answers that are compared
/// whole. One call is one attempt.
public final class SignedJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI endpoint;
    private final String service;
    private final String targetPrefix;
    private final Duration answerLimit;

    private SignedJson(URI endpoint, String service, String targetPrefix, Duration answerLimit) {
        this.endpoint = endpoint;
        this.service = service;
        this.targetPrefix = targetPrefix;
        this.answerLimit = answerLimit;
    }

    public static SignedJson kinesis(URI endpoint, Duration answerLimit) {
        return new SignedJson(endpoint, "kinesis", "Kinesis_20131202.", answerLimit);
    }

    public static SignedJson firehose(URI endpoint, Duration answerLimit) {
        return new SignedJson(endpoint, "firehose", "Firehose_20150804.", answerLimit);
    }

    /// What came back.
    ///
    /// @param body `{}` when it was empty
    public record Reply(int status, JsonNode body) {
        public boolean isGood() {
            return status == 200;
        }

        /// The name of an error.
        public String code() {
            return body.path("__type").asText("status " + status);
        }
    }

    /// @throws IOException when there is no answer, or none in JSON
    public Reply call(String operation, JsonNode input) throws IOException {
        byte[] body = JSON.writeValueAsBytes(input);
        SdkHttpRequest request = signed(operation, body);
        HttpURLConnection connection = (HttpURLConnection) endpoint.toURL().openConnection();
        connection.setRequestMethod("POST");
        connection.setConnectTimeout(2_000);
        connection.setReadTimeout((int) answerLimit.toMillis());
        request.forEachHeader(
                (name, values) ->
                        values.forEach(value -> connection.addRequestProperty(name, value)));
        connection.setDoOutput(true);
        connection.setFixedLengthStreamingMode(body.length); // so that the JDK sends nothing twice
        try (OutputStream out = connection.getOutputStream()) {
            out.write(body);
        }
        return reply(connection);
    }

    private static Reply reply(HttpURLConnection connection) throws IOException {
        int status = connection.getResponseCode();
        try (InputStream in =
                status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
            byte[] said = in == null ? new byte[0] : in.readAllBytes();
            return new Reply(
                    status, said.length == 0 ? JSON.createObjectNode() : JSON.readTree(said));
        }
    }

    private SdkHttpRequest signed(String operation, byte[] body) {
        SdkHttpRequest unsigned =
                SdkHttpRequest.builder()
                        .method(SdkHttpMethod.POST)
                        .uri(endpoint)
                        .putHeader("Content-Type", "application/x-amz-json-1.1")
                        .putHeader("X-Amz-Target", targetPrefix + operation)
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
                                                        service)
                                                .putProperty(
                                                        AwsV4HttpSigner.REGION_NAME,
                                                        AwsClients.REGION.id()));
        return signed.request();
    }
}
