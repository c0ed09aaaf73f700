package io.hydrant.wire.auth;

import static io.hydrant.wire.auth.SdkSigner.NOW;
import static io.hydrant.wire.auth.SdkSigner.OWNER;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.hydrant.wire.auth.AuthenticationFailure.Kind;
import io.hydrant.wire.http.Headers;
import io.hydrant.wire.http.HttpRequest;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import software.amazon.awssdk.checksums.DefaultChecksumAlgorithm;
import software.amazon.awssdk.checksums.spi.ChecksumAlgorithm;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

class S3BodyTest {
    private static final byte[] CONTENT = content(300_000);

    /// How a body is framed; the last two hold a checksum in their trailer.
    enum Form {
        HASHED,
        UNSIGNED,
        SIGNED_CHUNKS,
        SIGNED_CHUNKS_TRAILER,
        CHUNKS_TRAILER;

        boolean verified() {
            return this != UNSIGNED;
        }
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void decodesWhatTheSdkSends(Form form) throws IOException {
        HttpRequest request = verify(upload(form, CONTENT, "CRC32"));

        assertThat(request.body()).isInstanceOf(VerifiedBody.class);
        assertThat(request.body().readAllBytes()).isEqualTo(CONTENT);
        assertThat(request.contentLengthBytes()).isEqualTo(CONTENT.length);
        assertThat(request.headers().all("content-encoding").toString())
                .doesNotContain("aws-chunked");
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void decodesEmptyBodies(Form form) throws IOException {
        assertThat(verify(upload(form, new byte[0], "CRC32")).body().readAllBytes()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"CRC32", "CRC32C", "SHA1", "SHA256"})
    void tellsTheChecksumOfTheTrailer(String algorithm) throws IOException {
        for (Form form : new Form[] {Form.SIGNED_CHUNKS_TRAILER, Form.CHUNKS_TRAILER}) {
            VerifiedBody body = (VerifiedBody) verify(upload(form, CONTENT, algorithm)).body();
            assertThatThrownBy(body::trailers).isInstanceOf(IllegalStateException.class);
            body.readAllBytes();

            assertThat(body.trailers())
                    .containsOnlyKeys("x-amz-checksum-" + algorithm.toLowerCase(Locale.ROOT));
        }
    }

    @Test
    void keepsOtherContentEncodings() throws IOException {
        HttpRequest request =
                sign(Form.CHUNKS_TRAILER, CONTENT, "CRC32", Map.of("content-encoding", "gzip"));

        assertThat(verify(request).headers().all("content-encoding")).containsExactly("gzip");
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void refusesEveryChangedByteOfTheContentInPlaceOfItsEnd(Form form) throws IOException {
        Random random = new Random(42);
        for (int round = 0; round < 20; round++) {
            HttpRequest request = upload(form, CONTENT, "CRC32");
            byte[] sent = request.body().readAllBytes();
            int at = random.nextInt(200, 130_000);
            sent[at] ^= (byte) (1 << random.nextInt(8));
            HttpRequest changed = request.withBody(new ByteArrayInputStream(sent));
            if (form.verified()) {
                AuthenticationFailure failure = refusal(changed);
                assertThat(failure).as("byte %d", at).isNotNull();
            } else {
                verify(changed).body().readAllBytes();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(value = Form.class, mode = EnumSource.Mode.EXCLUDE, names = "UNSIGNED")
    void refusesBodiesCutOffAnywhere(Form form) throws IOException {
        byte[] sent = upload(form, content(3000), "CRC32").body().readAllBytes();
        for (int length = 0; length < sent.length; length += 7) {
            HttpRequest cut =
                    upload(form, content(3000), "CRC32")
                            .withBody(new ByteArrayInputStream(Arrays.copyOf(sent, length)));
            assertThat(refusal(cut)).as("%d of %d bytes", length, sent.length).isNotNull();
        }
        HttpRequest tooLong =
                upload(form, content(3000), "CRC32")
                        .withBody(new ByteArrayInputStream(Arrays.copyOf(sent, sent.length + 1)));
        assertThat(refusal(tooLong)).isNotNull();
    }

    @Test
    void failsAgainWhenReadAfterAFailure() throws IOException {
        HttpRequest request = upload(Form.SIGNED_CHUNKS, CONTENT, "CRC32");
        byte[] sent = request.body().readAllBytes();
        sent[100_000] ^= 1;
        VerifiedBody body =
                (VerifiedBody) verify(request.withBody(new ByteArrayInputStream(sent))).body();

        assertThatThrownBy(body::readAllBytes).isInstanceOf(AuthenticationFailure.class);
        assertThatThrownBy(body::read).isInstanceOf(AuthenticationFailure.class);
        assertThatThrownBy(body::trailers).isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    5~hello~0~x-amz-checksum-crc32:NhCmhg==~~ | x-amz-checksum-crc32 | 5 | OK
                    5~hello~0~x-amz-checksum-crc32c:mnG7TA==~~ | x-amz-checksum-crc32c | 5 | OK
                    5~hello~0~x-amz-checksum-crc64nvme:M3eFcAZSQlc=~~ | x-amz-checksum-crc64nvme | 5 | OK
                    2~he~3~llo~0~x-amz-checksum-crc64nvme:M3eFcAZSQlc=~~ | x-amz-checksum-crc64nvme | 5 | OK
                    5~hello~0~~ | "" | 5 | OK
                    5~hello~0~x-amz-checksum-crc32:NhCmhw==~~ | x-amz-checksum-crc32 | 5 | CHECKSUM_MISMATCH
                    5~hello~0~x-amz-checksum-crc32:!~~ | x-amz-checksum-crc32 | 5 | MALFORMED_CHECKSUM
                    5~hello~0~x-amz-checksum-crc32:NhCm~~ | x-amz-checksum-crc32 | 5 | MALFORMED_CHECKSUM
                    5~hello~0~~ | x-amz-checksum-crc32 | 5 | MALFORMED_TRAILER
                    5~hello~0~x-amz-checksum-crc32:NhCmhg==~~ | "" | 5 | MALFORMED_TRAILER
                    5~hello~0~x-amz-checksum-crc32~~ | x-amz-checksum-crc32 | 5 | MALFORMED_TRAILER
                    5~hello~0~~ | x-amz-checksum-md4 | 5 | MALFORMED_CHECKSUM
                    5~hello~0~~ | x-amz-checksum-crc32,x-amz-checksum-sha1 | 5 | MALFORMED_CHECKSUM
                    5~hello~0~~ | "" | 6 | INCOMPLETE_BODY
                    5~hello~0~~ | "" | 4 | INCOMPLETE_BODY
                    4~hello~0~~ | "" | 5 | INCOMPLETE_BODY
                    6~hello~0~~ | "" | 6 | INCOMPLETE_BODY
                    5~hello~ | "" | 5 | INCOMPLETE_BODY
                    5~hello~0~ | "" | 5 | INCOMPLETE_BODY
                    5~hello~0~~x | "" | 5 | INCOMPLETE_BODY
                    -5~hello~0~~ | "" | 5 | INCOMPLETE_BODY
                    ~hello~0~~ | "" | 5 | INCOMPLETE_BODY
                    fffffffffffffffff~hello~0~~ | "" | 5 | INCOMPLETE_BODY
                    x~hello~0~~ | "" | 5 | INCOMPLETE_BODY
                    5~hello~0~~ | "" | "" | MISSING_LENGTH
                    5~hello~0~~ | "" | -5 | MISSING_LENGTH
                    """)
    void judgesUnsignedChunks(String body, String trailer, String length, String expected)
            throws IOException {
        Map<String, String> headers = new HashMap<>();
        headers.put("x-amz-content-sha256", "STREAMING-UNSIGNED-PAYLOAD-TRAILER");
        if (!trailer.isEmpty()) {
            headers.put("x-amz-trailer", trailer);
        }
        if (!length.isEmpty()) {
            headers.put("x-amz-decoded-content-length", length);
        }
        byte[] sent = body.replace("~", "\r\n").getBytes(StandardCharsets.UTF_8);
        HttpRequest request = anonymous(headers, sent);
        if (expected.equals("OK")) {
            assertThat(verify(request).body().readAllBytes()).asString().isEqualTo("hello");
        } else {
            assertThat(refusal(request).kind()).isEqualTo(Kind.valueOf(expected));
        }
    }

    @Test
    void refusesUnknownPayloadHashes() {
        assertThat(refusal(anonymous(Map.of("x-amz-content-sha256", "abc"), new byte[0])).kind())
                .isEqualTo(Kind.MALFORMED_PAYLOAD_HASH);
    }

    @Test
    void refusesSignedChunksOfNobody() {
        Map<String, String> headers =
                Map.of(
                        "x-amz-content-sha256", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD",
                        "x-amz-decoded-content-length", "0");

        assertThat(refusal(anonymous(headers, new byte[0])).kind())
                .isEqualTo(Kind.MISSING_CREDENTIALS);
    }

    @Test
    void computesCrc64NvmeAsPublished() {
        Crc64Nvme crc = new Crc64Nvme();
        crc.update("123456789".getBytes(StandardCharsets.US_ASCII));

        assertThat(Long.toHexString(crc.getValue())).isEqualTo("ae8b14860a799888");
    }

    private static HttpRequest anonymous(Map<String, String> headers, byte[] body) {
        Headers fields = new Headers();
        headers.forEach(fields::add);
        return new HttpRequest("PUT", "/b/k", "", fields, new ByteArrayInputStream(body), false);
    }

    private static HttpRequest upload(Form form, byte[] content, String algorithm) {
        return sign(form, content, algorithm, Map.of());
    }

    private static HttpRequest sign(
            Form form, byte[] content, String algorithm, Map<String, String> extraHeaders) {
        Map<String, String> headers = new HashMap<>(extraHeaders);
        headers.put("content-length", Integer.toString(content.length));
        boolean signed = form != Form.UNSIGNED && form != Form.CHUNKS_TRAILER;
        boolean chunked = form != Form.UNSIGNED && form != Form.HASHED;
        boolean trailer = form == Form.SIGNED_CHUNKS_TRAILER || form == Form.CHUNKS_TRAILER;
        return SdkSigner.sign(
                "s3",
                new SdkSigner.Plain(
                        "PUT", (signed ? "http" : "https") + "://localhost/b/k", headers, content),
                OWNER,
                options -> {
                    options.putProperty(AwsV4FamilyHttpSigner.PAYLOAD_SIGNING_ENABLED, signed);
                    options.putProperty(AwsV4FamilyHttpSigner.CHUNK_ENCODING_ENABLED, chunked);
                    if (trailer) {
                        options.putProperty(
                                AwsV4FamilyHttpSigner.CHECKSUM_ALGORITHM, checksum(algorithm));
                    }
                });
    }

    private static ChecksumAlgorithm checksum(String name) {
        return switch (name) {
            case "CRC32" -> DefaultChecksumAlgorithm.CRC32;
            case "CRC32C" -> DefaultChecksumAlgorithm.CRC32C;
            case "SHA1" -> DefaultChecksumAlgorithm.SHA1;
            case "SHA256" -> DefaultChecksumAlgorithm.SHA256;
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static HttpRequest verify(HttpRequest request) throws IOException {
        return SdkSigner.authenticatorAt(NOW).authenticate(request, 0).request();
    }

    private static AuthenticationFailure refusal(HttpRequest request) {
        return catchThrowableOfType(
                AuthenticationFailure.class, () -> verify(request).body().readAllBytes());
    }

    private static byte[] content(int length) {
        byte[] bytes = new byte[length];
        new Random(7).nextBytes(bytes);
        return bytes;
    }
}
