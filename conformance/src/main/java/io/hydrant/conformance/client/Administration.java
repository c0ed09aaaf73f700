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
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// Hydrant's own API: `docs/reference/admin-api.md`. Signed by the SDK's signer.
public final class Administration {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int ANSWER_LIMIT_MILLIS = 200_000;

    private final URI endpoint;

    public Administration(URI endpoint) {
        this.endpoint = endpoint;
    }

    /// Delivers what is buffered; the answer says whether all of it was.
    public JsonNode flush(String stream, Duration limit) {
        String path = "/_hydrant/delivery-streams/" + stream + "/flush";
        return ask(SdkHttpMethod.POST, path + "?timeoutSeconds=" + limit.toSeconds());
    }

    public JsonNode status(String stream) {
        return ask(SdkHttpMethod.GET, "/_hydrant/delivery-streams/" + stream + "/status");
    }

    private JsonNode ask(SdkHttpMethod method, String pathAndQuery) {
        URI uri = endpoint.resolve(pathAndQuery);
        SignedRequest signed =
                AwsV4HttpSigner.create()
                        .sign(
                                request ->
                                        request.identity(
                                                        AwsCredentialsIdentity.create(
                                                                AwsClients.ACCESS_KEY,
                                                                AwsClients.SECRET_KEY))
                                                .request(
                                                        SdkHttpRequest.builder()
                                                                .method(method)
                                                                .uri(uri)
                                                                .build())
                                                .payload(
                                                        () -> new ByteArrayInputStream(new byte[0]))
                                                .putProperty(
                                                        AwsV4HttpSigner.SERVICE_SIGNING_NAME,
                                                        "hydrant")
                                                .putProperty(
                                                        AwsV4HttpSigner.REGION_NAME,
                                                        AwsClients.REGION.id()));
        try {
            return answer(signed.request(), uri);
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + uri, e);
        }
    }

    private static JsonNode answer(SdkHttpRequest request, URI uri) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
        connection.setRequestMethod(request.method().name());
        connection.setConnectTimeout(5_000);
        connection.setReadTimeout(ANSWER_LIMIT_MILLIS);
        request.forEachHeader(
                (name, values) ->
                        values.forEach(value -> connection.addRequestProperty(name, value)));
        if (request.method() == SdkHttpMethod.POST) {
            connection.setDoOutput(true);
            connection.setFixedLengthStreamingMode(0);
            connection.getOutputStream().close();
        }
        if (connection.getResponseCode() != 200) {
            byte[] said = connection.getErrorStream().readAllBytes();
            throw new IOException(
                    connection.getResponseCode() + " " + new String(said, StandardCharsets.UTF_8));
        }
        return JSON.readTree(connection.getInputStream());
    }
}
