package io.hydrant.wire.auth;

import io.hydrant.kernel.name.AccountId;
import io.hydrant.wire.http.Headers;
import io.hydrant.wire.http.HttpRequest;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/// Signatures AWS published as examples.
class PublishedSignaturesTest {
    private static final byte[] NOTHING = new byte[0];

    /// Source: "Authenticating Requests: Using Query Parameters", S3 API Reference.
    @Test
    void verifiesThePublishedPresignedExample() throws IOException {
        HttpRequest request =
                new HttpRequest(
                        "GET",
                        "/test.txt",
                        "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404",
                        new Headers().add("Host", "examplebucket.s3.amazonaws.com"),
                        new ByteArrayInputStream(NOTHING),
                        true);
        Credentials example =
                new Credentials(
                        "AKIAIOSFODNN7EXAMPLE",
                        "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
                        Optional.empty(),
                        AccountId.DEFAULT);

        new RequestAuthenticator(
                        _ -> Optional.of(example), () -> Instant.parse("2013-05-24T00:00:00Z"))
                .authenticate(request, 0);
    }

    /// Source: "get-vanilla" and others of the Signature Version 4 test suite AWS published.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    GET  | /  |                              | 5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31
                    GET  | /  | Param2=value2&Param1=value1  | b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500
                    POST | /  |                              | 5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b
                    """)
    void verifiesThePublishedTestSuite(String method, String path, String query, String signature)
            throws IOException {
        HttpRequest request =
                new HttpRequest(
                        method,
                        path,
                        query == null ? "" : query,
                        new Headers()
                                .add("Host", "example.amazonaws.com")
                                .add("X-Amz-Date", "20150830T123600Z")
                                .add(
                                        "Authorization",
                                        "AWS4-HMAC-SHA256"
                                            + " Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request,"
                                            + " SignedHeaders=host;x-amz-date, Signature="
                                                + signature),
                        new ByteArrayInputStream(NOTHING),
                        false);
        Credentials example =
                new Credentials(
                        "AKIDEXAMPLE",
                        "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
                        Optional.empty(),
                        AccountId.DEFAULT);
        Instant then = Instant.parse("2015-08-30T12:36:00Z");
        new RequestAuthenticator(_ -> Optional.of(example), () -> then).authenticate(request, 0);
    }
}
