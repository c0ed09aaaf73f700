package io.hydrant.wire.auth;

import static io.hydrant.wire.auth.SdkSigner.GUEST;
import static io.hydrant.wire.auth.SdkSigner.NOW;
import static io.hydrant.wire.auth.SdkSigner.OWNER;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.hydrant.kernel.name.Region;
import io.hydrant.wire.auth.AuthenticationFailure.Kind;
import io.hydrant.wire.http.BodyBytes;
import io.hydrant.wire.http.Headers;
import io.hydrant.wire.http.HttpRequest;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner.AuthLocation;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

class RequestAuthenticatorTest {
    private static final int BODY_BYTES_MAX = 1000;
    private static final byte[] NOTHING = new byte[0];

    @Test
    void namesTheCallerAndHandsOnTheBodyUncopied() throws IOException {
        AuthenticatedRequest verified = verify(SdkSigner.json("{\"Limit\":1}"));

        assertThat(verified.caller())
                .isEqualTo(
                        new Caller(
                                OWNER.account(),
                                new Region("eu-west-1"),
                                "firehose",
                                OWNER.accessKeyId()));
        assertThat(verified.request().body()).isInstanceOf(BodyBytes.class);
        assertThat(verified.request().body().readAllBytes()).asString().isEqualTo("{\"Limit\":1}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/2015-03-31/functions/arn%3Aaws%3Alambda%3Aeu-west-1%3A1%3Afunction%3Af/invocations",
                "/a/b%20c/%C3%A4?b=2&a=1&a=0&empty&c=%2F%20x~",
                "/a/./b/../c//d/",
                "/a+b?x=%2B"
            })
    void verifiesPathsAndQueriesOfServicesThatEncodeTwice(String target) throws IOException {
        verify(
                SdkSigner.sign(
                        "lambda",
                        new SdkSigner.Plain(
                                "GET", "http://localhost:1" + target, Map.of(), NOTHING),
                        OWNER,
                        _ -> {}));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/bucket/key",
                "/bucket/a%20b/%C3%A4%28%29%21%27%2A",
                "/bucket/a//b/./../c",
                "/bucket/a%2Bb?list-type=2&prefix=a%2Fb&delimiter=%2F",
                "/bucket?uploads",
                "/bucket/100%25"
            })
    void verifiesS3PathsAsTheyStandOnTheWire(String target) throws IOException {
        verify(
                SdkSigner.sign(
                        "s3",
                        new SdkSigner.Plain(
                                "GET", "http://localhost:1" + target, Map.of(), NOTHING),
                        OWNER,
                        _ -> {}));
    }

    @Test
    void collapsesBlanksInHeaderValues() throws IOException {
        verify(
                SdkSigner.sign(
                        "s3",
                        new SdkSigner.Plain(
                                "GET",
                                "http://localhost/b",
                                Map.of("x-amz-meta-foo", "  a   b "),
                                NOTHING),
                        OWNER,
                        _ -> {}));
    }

    /// A carrier hands header bytes over as characters, one each; clients sign the bytes of UTF-8.
    @Test
    void verifiesHeaderValuesOutsideAsciiAsTheyStandOnTheWire() throws IOException {
        HttpRequest signed =
                SdkSigner.sign(
                        "s3",
                        new SdkSigner.Plain(
                                "GET",
                                "http://localhost/b",
                                Map.of("x-amz-meta-city", "Zürich"),
                                NOTHING),
                        OWNER,
                        _ -> {});
        signed.headers()
                .set(
                        "x-amz-meta-city",
                        new String(
                                "Zürich".getBytes(StandardCharsets.UTF_8),
                                StandardCharsets.ISO_8859_1));
        verify(signed);
    }

    @Test
    void namesARegionToSignForWhenTheRegionIsNone() {
        AuthenticationFailure failure =
                catchThrowableOfType(
                        AuthenticationFailure.class,
                        () ->
                                verify(
                                        SdkSigner.sign(
                                                "s3",
                                                new SdkSigner.Plain(
                                                        "GET",
                                                        "http://localhost/b",
                                                        Map.of(),
                                                        NOTHING),
                                                OWNER,
                                                sign ->
                                                        sign.putProperty(
                                                                AwsV4HttpSigner.REGION_NAME,
                                                                "US"))));
        assertThat(failure.kind()).isEqualTo(Kind.INVALID_SCOPE);
        assertThat(failure.details()).containsEntry("Region", "us-east-1");
    }

    @Test
    void verifiesTemporaryCredentials() throws IOException {
        AuthenticatedRequest verified = verify(guest());

        assertThat(verified.caller().account()).isEqualTo(GUEST.account());
    }

    @Test
    void refusesTemporaryCredentialsWithAnotherToken() {
        HttpRequest request = guest();
        request.headers().set("x-amz-security-token", "another");

        assertThat(refusal(request).kind()).isEqualTo(Kind.WRONG_SESSION_TOKEN);
    }

    private static HttpRequest guest() {
        return SdkSigner.sign(
                "firehose",
                new SdkSigner.Plain(
                        "POST",
                        "http://localhost/",
                        Map.of(),
                        "{}".getBytes(StandardCharsets.UTF_8)),
                GUEST,
                _ -> {});
    }

    @Test
    void verifiesPresignedUrlsUntilTheyExpire() throws IOException {
        HttpRequest request = presigned();

        verify(request);
        verifyAt(NOW.plusSeconds(600), request);
        AuthenticationFailure late = refusalAt(NOW.plusSeconds(601), request);
        assertThat(late.kind()).isEqualTo(Kind.PRESIGNED_EXPIRED);
        assertThat(late.details())
                .containsEntry("Expires", "2026-01-02T03:14:05Z")
                .containsEntry("ServerTime", "2026-01-02T03:14:06Z");
    }

    @Test
    void refusesUnsignedHeadersOnPresignedUrls() {
        HttpRequest request = presigned();
        request.headers().add("x-amz-acl", "public-read");

        assertThat(refusal(request).kind()).isEqualTo(Kind.UNSIGNED_HEADERS);
    }

    private static HttpRequest presigned() {
        return SdkSigner.sign(
                "s3",
                new SdkSigner.Plain(
                        "GET", "https://localhost:1/b/k%20l?versionId=1", Map.of(), NOTHING),
                OWNER,
                options ->
                        options.putProperty(
                                        AwsV4FamilyHttpSigner.AUTH_LOCATION,
                                        AuthLocation.QUERY_STRING)
                                .putProperty(
                                        AwsV4FamilyHttpSigner.EXPIRATION_DURATION,
                                        Duration.ofMinutes(10))
                                .putProperty(AwsV4FamilyHttpSigner.PAYLOAD_SIGNING_ENABLED, false));
    }

    @ParameterizedTest
    @CsvSource({"-300, true", "300, true", "-301, false", "301, false"})
    void acceptsAClockFiveMinutesOff(int seconds, boolean accepted) throws IOException {
        HttpRequest request = SdkSigner.json("{}");
        if (accepted) {
            verifyAt(NOW.plusSeconds(seconds), request);
        } else {
            assertThat(refusalAt(NOW.plusSeconds(seconds), request).kind())
                    .isEqualTo(Kind.TIME_SKEWED);
        }
    }

    @Test
    void tellsHowFarTheClockIsOff() {
        assertThat(refusalAt(NOW.plusSeconds(660), SdkSigner.json("{}")))
                .hasMessage(
                        "Signature expired: 20260102T030405Z is now earlier than 20260102T031005Z"
                                + " (20260102T031505Z - 5 min.)");
        assertThat(refusalAt(NOW.minusSeconds(660), SdkSigner.json("{}")))
                .hasMessage(
                        "Signature not yet current: 20260102T030405Z is still later than"
                                + " 20260102T025805Z (20260102T025305Z + 5 min.)");
    }

    @Test
    void refusesEveryChangeToTheBody() {
        assertThat(refusal(withBody(SdkSigner.json("{\"Limit\":1}"), "{\"Limit\":2}")).kind())
                .isEqualTo(Kind.PAYLOAD_MISMATCH);
        HttpRequest withoutHash = withBody(SdkSigner.json("{}"), "{ }");
        withoutHash.headers().remove("x-amz-content-sha256");
        assertThat(refusal(withoutHash).kind()).isEqualTo(Kind.SIGNATURE_MISMATCH);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x-amz-target", "content-type", "host", "x-amz-date"})
    void refusesChangedHeaders(String name) {
        HttpRequest request = SdkSigner.json("{}");
        String value = request.headers().first(name).orElseThrow();
        String changed = name.equals("x-amz-date") ? "20260102T030406Z" : value + "x";
        request.headers().set(name, changed);

        assertThat(refusal(request).kind()).isEqualTo(Kind.SIGNATURE_MISMATCH);
    }

    @Test
    void refusesChangedMethodPathAndQuery() {
        HttpRequest good = SdkSigner.json("{}");
        for (String[] line :
                new String[][] {{"PUT", "/", ""}, {"POST", "/a", ""}, {"POST", "/", "a"}}) {
            HttpRequest changed =
                    new HttpRequest(
                            line[0],
                            line[1],
                            line[2],
                            good.headers(),
                            new ByteArrayInputStream("{}".getBytes(StandardCharsets.UTF_8)),
                            false);
            assertThat(refusal(changed).kind()).isEqualTo(Kind.SIGNATURE_MISMATCH);
        }
    }

    @Test
    void refusesEveryCharacterOfTheSignatureChanged() {
        String good = SdkSigner.json("{}").headers().first("authorization").orElseThrow();
        int start = good.indexOf("Signature=") + "Signature=".length();
        for (int at = start; at < good.length(); at++) {
            HttpRequest request = SdkSigner.json("{}");
            char other = good.charAt(at) == '0' ? '1' : '0';
            request.headers()
                    .set("authorization", good.substring(0, at) + other + good.substring(at + 1));
            assertThat(refusal(request).kind()).isEqualTo(Kind.SIGNATURE_MISMATCH);
        }
    }

    @Test
    void refusesUnsignedAmzHeaders() {
        HttpRequest request = SdkSigner.json("{}");
        request.headers().add("x-amz-new", "1");

        assertThat(refusal(request).kind()).isEqualTo(Kind.UNSIGNED_HEADERS);
    }

    @Test
    void refusesUnsignedRequestsExceptToS3() throws IOException {
        HttpRequest json = plain(new Headers().add("X-Amz-Target", "Firehose_20150804.PutRecord"));
        assertThat(refusal(json).kind()).isEqualTo(Kind.MISSING_CREDENTIALS);

        AuthenticatedRequest anonymous = verify(plain(new Headers()));
        assertThat(anonymous.caller().anonymous()).isTrue();
        assertThat(anonymous.caller().service()).isEqualTo("s3");
    }

    @Test
    void refusesUnknownKeys() {
        HttpRequest request = SdkSigner.json("{}");
        String changed =
                request.headers().first("authorization").orElseThrow().replace("AKID", "BKID");
        request.headers().set("authorization", changed);

        assertThat(refusal(request).kind()).isEqualTo(Kind.UNKNOWN_ACCESS_KEY);
    }

    @Test
    void boundsTheBodyWhetherAnnouncedOrNot() {
        HttpRequest long1 = withBody(SdkSigner.json("{}"), "x".repeat(BODY_BYTES_MAX + 1));
        assertThat(refusal(long1).kind()).isEqualTo(Kind.BODY_TOO_LARGE);
        HttpRequest announced = SdkSigner.json("{}");
        announced.headers().set("content-length", "1001");
        assertThat(refusal(announced).kind()).isEqualTo(Kind.BODY_TOO_LARGE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    Basic dGVzdDp0ZXN0 | UNSUPPORTED_ALGORITHM
                    AWS4-ECDSA-P256-SHA256 Credential=a | UNSUPPORTED_ALGORITHM
                    AWS AKIDEXAMPLE:sig | UNSUPPORTED_ALGORITHM
                    AWS4-HMAC-SHA256 | UNSUPPORTED_ALGORITHM
                    AWS4-HMAC-SHA256 x | MALFORMED_HEADER
                    AWS4-HMAC-SHA256 =x | MALFORMED_HEADER
                    AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260102/eu-west-1/firehose/aws4_request | MALFORMED_HEADER
                    AWS4-HMAC-SHA256 Credential=a/b/c, SignedHeaders=host, Signature=x | MALFORMED_HEADER
                    AWS4-HMAC-SHA256 Credential=////, SignedHeaders=host, Signature=x | MALFORMED_HEADER
                    AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260102/eu-west-1/firehose/aws3_request, SignedHeaders=host, Signature=x | MALFORMED_HEADER
                    AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260101/eu-west-1/firehose/aws4_request, SignedHeaders=host, Signature=x | INVALID_SCOPE
                    AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260102T030405Z/eu-west-1/firehose/aws4_request, SignedHeaders=host, Signature=x | INVALID_SCOPE
                    AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260102/EU/firehose/aws4_request, SignedHeaders=host, Signature=x | INVALID_SCOPE
                    AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260102/eu-west-1/firehose/aws4_request, SignedHeaders=x-amz-date, Signature=x | UNSIGNED_HEADERS
                    AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260102/eu-west-1/firehose/aws4_request,SignedHeaders=host;x-amz-date,Signature=x | SIGNATURE_MISMATCH
                    AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260102/eu-west-1/firehose/aws4_request, Credential=b, SignedHeaders=host, Signature=x | MALFORMED_HEADER
                    """)
    void refusesMalformedHeaders(String authorization, Kind expected) {
        HttpRequest request =
                plain(
                        new Headers()
                                .add("Authorization", authorization)
                                .add("X-Amz-Date", "20260102T030405Z")
                                .add("Host", "h"));

        assertThat(refusal(request).kind()).isEqualTo(expected);
    }

    @Test
    void namesEverythingMissingFromTheHeaderAtOnce() {
        HttpRequest request = plain(new Headers().add("Authorization", "AWS4-HMAC-SHA256 A=b"));

        assertThat(refusal(request))
                .hasMessage(
                        "Authorization header requires 'Credential' parameter. Authorization header"
                            + " requires 'Signature' parameter. Authorization header requires"
                            + " 'SignedHeaders' parameter. Authorization header requires existence"
                            + " of either a 'X-Amz-Date' or a 'Date' header.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Amz-Algorithm",
                "X-Amz-Credential",
                "X-Amz-Date",
                "X-Amz-Expires",
                "X-Amz-SignedHeaders",
                "X-Amz-Signature"
            })
    void refusesPresignedUrlsThatLackAnything(String parameter) {
        HttpRequest good = presigned();
        String query = good.rawQuery().replaceAll(parameter + "=[^&]*&?", "");
        HttpRequest request =
                new HttpRequest("GET", good.rawPath(), query, good.headers(), good.body(), true);

        assertThat(refusal(request).kind()).isEqualTo(Kind.MALFORMED_QUERY);
    }

    @Test
    void refusesTwoSignatures() {
        HttpRequest request = presigned();
        request.headers().add("authorization", "AWS4-HMAC-SHA256 Credential=a");

        assertThat(refusal(request).kind()).isEqualTo(Kind.TWO_SIGNATURES);
    }

    private static HttpRequest plain(Headers headers) {
        return new HttpRequest("POST", "/", "", headers, new ByteArrayInputStream(NOTHING), false);
    }

    private static HttpRequest withBody(HttpRequest request, String body) {
        request.headers().remove("content-length");
        return request.withBody(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
    }

    private static AuthenticatedRequest verify(HttpRequest request) throws IOException {
        return verifyAt(NOW, request);
    }

    private static AuthenticatedRequest verifyAt(Instant now, HttpRequest request)
            throws IOException {
        return SdkSigner.authenticatorAt(now).authenticate(request, BODY_BYTES_MAX);
    }

    private static AuthenticationFailure refusal(HttpRequest request) {
        return refusalAt(NOW, request);
    }

    private static AuthenticationFailure refusalAt(Instant now, HttpRequest request) {
        return catchThrowableOfType(AuthenticationFailure.class, () -> verifyAt(now, request));
    }
}
