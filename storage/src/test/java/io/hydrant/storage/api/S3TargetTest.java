package io.hydrant.storage.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrant.storage.object.ObjectStoreException;
import io.hydrant.wire.http.Headers;
import io.hydrant.wire.http.HttpRequest;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.InputStream;
import java.util.List;

final class S3TargetTest {
    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:4566, /b/k, b, k",
        "[::1]:4566, /b/k, b, k",
        "localhost:4566, /b/k/l, b, k/l",
        "localhost, /b/, b, ''",
        "localhost, /, '', ''",
        "localhost, /b//k, b, /k",
        "localhost, /b/a%2Fb+c%20d%C3%BC, b, a/b+c dü",
        "localhost, /b/../k, b, ../k",
        "some.host:80, /b/k, b, k",
        "buck.localhost:4566, /k, buck, k",
        "buck.localhost:4566, /, buck, ''",
        "my.buck.localhost, /k, my.buck, k",
        "buck.s3.localhost, /k, buck, k",
        "s3.localhost, /b/k, b, k",
        "buck.hydrant.test, /k, buck, k",
        "BUCK.s3.eu-west-1.hydrant.test, /k, buck, k",
        "hydrant.test, /b/k, b, k",
        "buck.s3.eu-west-1.amazonaws.com, /k, buck, k",
        "buck.s3-eu-west-1.amazonaws.com, /k, buck, k",
        "buck.s3.amazonaws.com, /k, buck, k",
        "s3.eu-west-1.amazonaws.com, /b/k, b, k",
    })
    void findsBucketAndKey(String host, String path, String bucket, String key) {
        assertThat(target(host, path)).isEqualTo(new S3Target(bucket, key));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/b/%", "/b/%4", "/b/%zz", "/b/%FF", "/b/%C3"})
    void refusesPathsThatCannotBeRead(String path) {
        assertThatThrownBy(() -> target("localhost", path))
                .isInstanceOfSatisfying(
                        ObjectStoreException.class,
                        e -> assertThat(e.code()).isEqualTo("InvalidURI"));
    }

    private static S3Target target(String host, String path) {
        HttpRequest request =
                new HttpRequest(
                        "GET",
                        path,
                        "",
                        new Headers().add("host", host),
                        InputStream.nullInputStream(),
                        false);
        return S3Target.of(request, List.of("hydrant.test", "localhost"));
    }
}
