package io.hydrant.wire.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.wire.auth.AuthErrors.Protocol;
import io.hydrant.wire.auth.AuthenticationFailure.Kind;
import io.hydrant.wire.http.Headers;
import io.hydrant.wire.http.HttpRequest;
import io.hydrant.wire.http.HttpResponse;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

class AuthErrorsTest {
    @ParameterizedTest
    @CsvSource({
        "MISSING_CREDENTIALS, JSON, 400, MissingAuthenticationTokenException",
        "MISSING_CREDENTIALS, QUERY, 403, MissingAuthenticationToken",
        "MISSING_CREDENTIALS, S3, 403, AccessDenied",
        "UNKNOWN_ACCESS_KEY, JSON, 400, UnrecognizedClientException",
        "UNKNOWN_ACCESS_KEY, QUERY, 403, InvalidClientTokenId",
        "UNKNOWN_ACCESS_KEY, S3, 403, InvalidAccessKeyId",
        "SIGNATURE_MISMATCH, JSON, 400, InvalidSignatureException",
        "SIGNATURE_MISMATCH, QUERY, 403, SignatureDoesNotMatch",
        "SIGNATURE_MISMATCH, S3, 403, SignatureDoesNotMatch",
        "TIME_SKEWED, JSON, 400, InvalidSignatureException",
        "TIME_SKEWED, QUERY, 403, SignatureDoesNotMatch",
        "TIME_SKEWED, S3, 403, RequestTimeTooSkewed",
        "MALFORMED_HEADER, JSON, 400, IncompleteSignatureException",
        "MALFORMED_HEADER, QUERY, 400, IncompleteSignature",
        "MALFORMED_HEADER, S3, 400, AuthorizationHeaderMalformed",
        "MALFORMED_QUERY, S3, 400, AuthorizationQueryParametersError",
        "PRESIGNED_EXPIRED, S3, 403, AccessDenied",
        "UNSIGNED_HEADERS, S3, 403, AccessDenied",
        "PAYLOAD_MISMATCH, JSON, 400, InvalidSignatureException",
        "PAYLOAD_MISMATCH, QUERY, 403, SignatureDoesNotMatch",
        "PAYLOAD_MISMATCH, S3, 400, XAmzContentSHA256Mismatch",
        "BODY_TOO_LARGE, JSON, 413, RequestEntityTooLargeException",
        "CHECKSUM_MISMATCH, S3, 400, BadDigest",
        "MISSING_LENGTH, S3, 411, MissingContentLength",
        "INCOMPLETE_BODY, S3, 400, IncompleteBody"
    })
    void showsEachFailureAsItsProtocolDoes(Kind kind, Protocol protocol, int status, String code) {
        HttpResponse response =
                AuthErrors.toResponse(new AuthenticationFailure(kind, "why"), protocol, "id", "/r");

        assertThat(response.status()).isEqualTo(status);
        assertThat(text(response))
                .contains(
                        protocol == Protocol.JSON
                                ? "\"__type\":\"" + code + "\""
                                : "<Code>" + code + "</Code>");
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void neverBlamesTheServer(Kind kind) {
        for (Protocol protocol : Protocol.values()) {
            assertThat(
                            AuthErrors.toResponse(
                                            new AuthenticationFailure(kind, "why"),
                                            protocol,
                                            "id",
                                            "/r")
                                    .status())
                    .isBetween(400, 499);
        }
    }

    @Test
    void showsS3ClientsWhatWasSigned() {
        AuthenticationFailure failure =
                new AuthenticationFailure(
                        Kind.SIGNATURE_MISMATCH,
                        "why",
                        Map.of("CanonicalRequest", "GET\n/<\u0000>"));

        assertThat(text(AuthErrors.toResponse(failure, Protocol.S3, "id", "/b/a&b")))
                .isEqualTo(
                        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                            + "<Error><Code>SignatureDoesNotMatch</Code><Message>The request"
                            + " signature we calculated does not match the signature you provided."
                            + " Check your key and signing method.</Message><CanonicalRequest>GET\n"
                            + "/&lt;?&gt;</CanonicalRequest><Resource>/b/a&amp;b</Resource><RequestId>id</RequestId></Error>");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    AWS4-HMAC-SHA256 Credential=K/20260102/r/kinesis/aws4_request, X=y | Firehose_20150804.PutRecord |  | kinesis
                    AWS4-HMAC-SHA256 Credential=K/ey/20260102/r/glue/aws4_request |  |  | glue
                    AWS4-HMAC-SHA256 Credential=/// |  |  | s3
                    AWS4-HMAC-SHA256 Credential= |  |  | s3
                     | Firehose_20150804.PutRecord |  | firehose
                     | Logs_20140328.PutLogEvents |  | logs
                     | Nobody.Knows |  | unknown
                     |  | X-Amz-Credential=K%2F20260102%2Fr%2Fsts%2Faws4_request&a=b | sts
                     |  |  | s3
                    """)
    void guessesTheService(String authorization, String target, String query, String service) {
        Headers headers = new Headers();
        if (authorization != null) {
            headers.add("Authorization", authorization);
        }
        if (target != null) {
            headers.add("X-Amz-Target", target);
        }
        HttpRequest request =
                new HttpRequest(
                        "POST",
                        "/",
                        query == null ? "" : query,
                        headers,
                        InputStream.nullInputStream(),
                        false);

        assertThat(ServiceGuess.of(request)).isEqualTo(service);
    }

    private static String text(HttpResponse response) {
        HttpResponse.Body.Bytes body = (HttpResponse.Body.Bytes) response.body();
        return new String(body.bytes(), StandardCharsets.UTF_8);
    }
}
