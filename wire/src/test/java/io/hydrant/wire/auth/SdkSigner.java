package io.hydrant.wire.auth;

import io.hydrant.kernel.name.AccountId;
import io.hydrant.wire.http.Headers;
import io.hydrant.wire.http.HttpRequest;

import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Signs requests as the SDK for Java does, and hands them over as a server would see them.
final class SdkSigner {
    static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    static final Credentials OWNER =
            new Credentials(
                    "AKIDEXAMPLE",
                    "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
                    Optional.empty(),
                    new AccountId("111122223333"));
    static final Credentials GUEST =
            new Credentials(
                    "ASIAEXAMPLE",
                    "guestSecret",
                    Optional.of("token/with+signs=="),
                    new AccountId("444455556666"));

    private SdkSigner() {}

    static Optional<Credentials> find(String accessKeyId) {
        return List.of(OWNER, GUEST).stream()
                .filter(known -> known.accessKeyId().equals(accessKeyId))
                .findFirst();
    }

    static RequestAuthenticator authenticatorAt(Instant now) {
        return new RequestAuthenticator(SdkSigner::find, () -> now);
    }

    /// What is to be signed.
    record Plain(String method, String url, Map<String, String> headers, byte[] body) {}

    static HttpRequest json(String body) {
        return sign(
                "firehose",
                new Plain(
                        "POST",
                        "http://127.0.0.1:4566/",
                        Map.of(
                                "Content-Type", "application/x-amz-json-1.1",
                                "X-Amz-Target", "Firehose_20150804.ListDeliveryStreams"),
                        body.getBytes(StandardCharsets.UTF_8)),
                OWNER,
                _ -> {});
    }

    static HttpRequest sign(
            String service,
            Plain plain,
            Credentials owner,
            Consumer<SignRequest.Builder<AwsCredentialsIdentity>> options) {
        SdkHttpRequest.Builder unsigned =
                SdkHttpRequest.builder()
                        .method(SdkHttpMethod.fromValue(plain.method()))
                        .uri(URI.create(plain.url()));
        plain.headers().forEach(unsigned::putHeader);
        SdkHttpRequest request = unsigned.build();
        SignRequest.Builder<AwsCredentialsIdentity> toSign =
                SignRequest.builder(identity(owner))
                        .request(request)
                        .payload(ContentStreamProvider.fromByteArray(plain.body()))
                        .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(NOW, ZoneOffset.UTC))
                        .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, service)
                        .putProperty(AwsV4HttpSigner.REGION_NAME, "eu-west-1");
        if (service.equals("s3")) {
            toSign.putProperty(AwsV4FamilyHttpSigner.DOUBLE_URL_ENCODE, false)
                    .putProperty(AwsV4FamilyHttpSigner.NORMALIZE_PATH, false);
        }
        options.accept(toSign);
        return received(AwsV4HttpSigner.create().sign(toSign.build()));
    }

    private static AwsCredentialsIdentity identity(Credentials owner) {
        return owner.sessionToken().isPresent()
                ? AwsSessionCredentialsIdentity.create(
                        owner.accessKeyId(), owner.secretKey(), owner.sessionToken().get())
                : AwsCredentialsIdentity.create(owner.accessKeyId(), owner.secretKey());
    }

    private static HttpRequest received(SignedRequest signed) {
        SdkHttpRequest request = signed.request();
        Headers headers = new Headers();
        request.forEachHeader((name, values) -> values.forEach(value -> headers.add(name, value)));
        URI uri = request.getUri();
        return new HttpRequest(
                request.method().name(),
                uri.getRawPath().isEmpty() ? "/" : uri.getRawPath(),
                Optional.ofNullable(uri.getRawQuery()).orElse(""),
                headers,
                new ByteArrayInputStream(bytes(signed)),
                false);
    }

    private static byte[] bytes(SignedRequest signed) {
        if (signed.payload().isEmpty()) {
            return new byte[0];
        }
        try (InputStream in = signed.payload().get().newStream()) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
