package io.hydrant.server;

import io.hydrant.wire.http.Headers;
import io.hydrant.wire.http.HttpRequest;

import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

import java.io.ByteArrayInputStream;
import java.net.URI;

/// Requests signed by the AWS SDK's own signer.
///
/// @param service the signing name
/// @param secretKey of the access key `test`
record Signing(String service, String secretKey) {
    private static final String HOST = "127.0.0.1:4566";

    static Signing as(String service) {
        return new Signing(service, "test");
    }

    HttpRequest post(String target, byte[] body) {
        return signed(SdkHttpMethod.POST, target, body);
    }

    HttpRequest get(String target) {
        return signed(SdkHttpMethod.GET, target, new byte[0]);
    }

    private HttpRequest signed(SdkHttpMethod method, String target, byte[] body) {
        SdkHttpRequest unsigned =
                SdkHttpRequest.builder()
                        .method(method)
                        .uri(URI.create("http://" + HOST + target))
                        .putHeader("host", HOST)
                        .putHeader("content-length", Integer.toString(body.length))
                        .build();
        SignedRequest signed =
                AwsV4HttpSigner.create()
                        .sign(
                                sign ->
                                        sign.identity(
                                                        AwsCredentialsIdentity.create(
                                                                "test", secretKey))
                                                .request(unsigned)
                                                .payload(ContentStreamProvider.fromByteArray(body))
                                                .putProperty(
                                                        AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME,
                                                        service)
                                                .putProperty(
                                                        AwsV4HttpSigner.REGION_NAME,
                                                        "eu-central-1"));
        Headers headers = new Headers();
        signed.request().forEachHeader((name, values) -> values.forEach(v -> headers.add(name, v)));
        URI uri = URI.create("http://" + HOST + target);
        String query = uri.getRawQuery() == null ? "" : uri.getRawQuery();
        return new HttpRequest(
                method.name(),
                uri.getRawPath(),
                query,
                headers,
                new ByteArrayInputStream(body),
                false);
    }
}
