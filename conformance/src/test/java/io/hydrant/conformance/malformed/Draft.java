package io.hydrant.conformance.malformed;

import io.hydrant.conformance.client.AwsClients;

import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// A request that can be signed properly and then spoilt.
///
/// @param target path and query as they are sent
/// @param headers by name; `content-length` and `host` are there, unless taken away
record Draft(String method, String target, Map<String, String> headers, byte[] body) {
    private static final AwsV4HttpSigner SIGNER = AwsV4HttpSigner.create();

    Draft {
        headers = new LinkedHashMap<>(headers);
    }

    static Draft of(String method, String target, Map<String, String> headers, byte[] body) {
        return new Draft(method, target, headers, body);
    }

    /// A call of a Firehose operation, not signed yet.
    static Draft firehose(String operation, byte[] body) {
        return of(
                "POST",
                "/",
                Map.of(
                        "content-type",
                        "application/x-amz-json-1.1",
                        "x-amz-target",
                        "Firehose_20150804." + operation),
                body);
    }

    static Draft s3(String method, String target, byte[] body) {
        return of(method, target, Map.of(), body);
    }

    Draft with(String name, String value) {
        Map<String, String> changed = new LinkedHashMap<>(headers);
        changed.put(name, value);
        return new Draft(method, target, changed, body);
    }

    Draft without(String name) {
        Map<String, String> changed = new LinkedHashMap<>(headers);
        changed.keySet().removeIf(name::equalsIgnoreCase);
        return new Draft(method, target, changed, body);
    }

    Draft withBody(byte[] other) {
        return new Draft(method, target, headers, other);
    }

    Draft withTarget(String other) {
        return new Draft(method, other, headers, body);
    }

    Draft withMethod(String other) {
        return new Draft(other, target, headers, body);
    }

    String header(String name) {
        return headers.entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
    }

    Draft change(String name, UnaryOperator<String> how) {
        return without(name).with(name, how.apply(header(name)));
    }

    /// How to sign.
    ///
    /// @param presigned for how long, when in the query
    record Signature(
            int port,
            String service,
            String region,
            AwsCredentialsIdentity identity,
            Clock clock,
            Optional<Duration> presigned,
            boolean chunked) {
        static Signature of(int port, String service) {
            return new Signature(
                    port,
                    service,
                    AwsClients.REGION.id(),
                    AwsCredentialsIdentity.create(AwsClients.ACCESS_KEY, AwsClients.SECRET_KEY),
                    Clock.systemUTC(),
                    Optional.empty(),
                    false);
        }

        Signature as(String accessKey, String secretKey) {
            return new Signature(
                    port,
                    service,
                    region,
                    AwsCredentialsIdentity.create(accessKey, secretKey),
                    clock,
                    presigned,
                    chunked);
        }

        Signature at(Clock other) {
            return new Signature(port, service, region, identity, other, presigned, chunked);
        }

        Signature inQuery(Duration lasting) {
            return new Signature(
                    port, service, region, identity, clock, Optional.of(lasting), chunked);
        }

        Signature inChunks() {
            return new Signature(port, service, region, identity, clock, presigned, true);
        }
    }

    /// Signed by the AWS SDK; what is sent is exactly what was signed.
    Draft signed(Signature how) {
        SdkHttpRequest.Builder unsigned =
                SdkHttpRequest.builder()
                        .method(SdkHttpMethod.fromValue(method))
                        .uri(URI.create("http://127.0.0.1:" + how.port() + target));
        headers.forEach(unsigned::putHeader);
        SignedRequest signed =
                SIGNER.sign(
                        request -> {
                            request.identity(how.identity())
                                    .request(unsigned.build())
                                    .payload(payload())
                                    .putProperty(
                                            AwsV4HttpSigner.SERVICE_SIGNING_NAME, how.service())
                                    .putProperty(AwsV4HttpSigner.REGION_NAME, how.region())
                                    .putProperty(AwsV4HttpSigner.SIGNING_CLOCK, how.clock())
                                    .putProperty(
                                            AwsV4HttpSigner.CHUNK_ENCODING_ENABLED, how.chunked())
                                    .putProperty(
                                            AwsV4HttpSigner.DOUBLE_URL_ENCODE,
                                            !how.service().equals("s3"))
                                    .putProperty(
                                            AwsV4HttpSigner.NORMALIZE_PATH,
                                            !how.service().equals("s3"));
                            how.presigned()
                                    .ifPresent(
                                            lasting ->
                                                    request.putProperty(
                                                                    AwsV4HttpSigner.AUTH_LOCATION,
                                                                    AwsV4FamilyHttpSigner
                                                                            .AuthLocation
                                                                            .QUERY_STRING)
                                                            .putProperty(
                                                                    AwsV4HttpSigner
                                                                            .EXPIRATION_DURATION,
                                                                    lasting));
                        });
        return of(signed);
    }

    private Draft of(SignedRequest signed) {
        Map<String, String> all = new LinkedHashMap<>();
        signed.request().forEachHeader((name, values) -> all.put(name, String.join(",", values)));
        byte[] sent =
                signed.payload().map(ContentStreamProvider::newStream).map(Draft::all).orElse(body);
        String query = signed.request().encodedQueryParameters().map("?"::concat).orElse("");
        String path = target.contains("?") ? target.substring(0, target.indexOf('?')) : target;
        return new Draft(method, path + query, all, sent);
    }

    private ContentStreamProvider payload() {
        return () -> new ByteArrayInputStream(body);
    }

    private static byte[] all(InputStream in) {
        try (in) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// As it goes over the wire: with the right length, unless one is given, and one request on its
    /// connection.
    byte[] bytes() {
        StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        if (header("content-length").isEmpty() && header("transfer-encoding").isEmpty()) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        if (header("host").isEmpty()) {
            head.append("Host: 127.0.0.1\r\n");
        }
        head.append("Connection: close\r\n\r\n");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(head.toString().getBytes(StandardCharsets.ISO_8859_1));
        out.writeBytes(body);
        return out.toByteArray();
    }
}
