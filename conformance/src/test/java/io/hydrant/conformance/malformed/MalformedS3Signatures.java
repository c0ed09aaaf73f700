package io.hydrant.conformance.malformed;

import io.hydrant.conformance.malformed.Draft.Signature;
import io.hydrant.conformance.malformed.Malformed.Expected;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/// Requests to the server's own S3 that are signed wrongly: in the header, in the query, in the
/// chunks of their body. There is a bucket `lake` with the object `a`.
final class MalformedS3Signatures {
    private static final byte[] NOTHING = {};
    private static final int TAMPERINGS = 40;

    private final Signature mine;
    private final SplittableRandom random;
    private final List<Malformed> all = new ArrayList<>();

    MalformedS3Signatures(int port, SplittableRandom random) {
        this.mine = Signature.of(port, "s3");
        this.random = random;
    }

    List<Malformed> all() {
        chunks();
        signatures();
        presigned();
        return all;
    }

    /// `aws-chunked` bodies, signed and then spoilt.
    private void chunks() {
        Draft put = Draft.s3("PUT", "/lake/never", utf8("hello".repeat(2_000)));
        Expected refused = Expected.s3(400).or(403);
        for (int i = 0; i < TAMPERINGS; i++) {
            Draft signed = put.signed(mine.inChunks());
            byte[] body = signed.body().clone();
            int at = random.nextInt(body.length - 2);
            body[at] ^= 1;
            send("a chunked body changed at " + at, signed.withBody(body), refused);
        }
        Draft signed = put.signed(mine.inChunks());
        send(
                "chunks of another length",
                signed.change("x-amz-decoded-content-length", _ -> "17"),
                refused);
        send(
                "chunks without their length",
                signed.without("x-amz-decoded-content-length"),
                refused.or(411));
        for (String kind :
                List.of(
                        "STREAMING-NOTHING",
                        "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-X",
                        "abc",
                        "UNSIGNED")) {
            send(
                    "the payload hash " + kind,
                    signed.change("x-amz-content-sha256", _ -> kind),
                    refused);
        }
        byte[] cut = Arrays.copyOf(signed.body(), signed.body().length / 2);
        send("half of the chunks", signed.withBody(cut).without("content-length"), refused);
    }

    private void signatures() {
        Draft get = Draft.s3("GET", "/lake/a", NOTHING);
        send("anonymous", get, Expected.s3(403, "AccessDenied"));
        send(
                "an unknown key",
                get.signed(mine.as("AKIDNOBODY", "x")),
                Expected.s3(403, "InvalidAccessKeyId"));
        send(
                "another secret",
                get.signed(mine.as("test", "x")),
                Expected.s3(403, "SignatureDoesNotMatch"));
        Clock yesterday = Clock.offset(Clock.systemUTC(), Duration.ofDays(-1));
        send(
                "signed yesterday",
                get.signed(mine.at(yesterday)),
                Expected.s3(403, "RequestTimeTooSkewed"));
        send(
                "another key",
                get.signed(mine).withTarget("/lake/b"),
                Expected.s3(403, "SignatureDoesNotMatch"));
        Draft put = Draft.s3("PUT", "/lake/never", utf8("hello")).signed(mine);
        send(
                "another body",
                put.withBody(utf8("hallo")),
                Expected.s3(400, "XAmzContentSHA256Mismatch"));
        send(
                "an unsigned x-amz header",
                put.with("x-amz-meta-a", "b"),
                Expected.s3(403, "AccessDenied"));
        String right = get.signed(mine).header("Authorization");
        for (int i = 0; i < 30; i++) {
            String cut = right.substring(0, random.nextInt(1, right.length()));
            send(
                    "Authorization: " + cut,
                    get.signed(mine).change("Authorization", _ -> cut),
                    Expected.plain(400, 403));
        }
    }

    private void presigned() {
        Draft get = Draft.s3("GET", "/lake/a", NOTHING);
        Draft good = get.signed(mine.inQuery(Duration.ofMinutes(5)));
        Clock longAgo = Clock.offset(Clock.systemUTC(), Duration.ofHours(-1));
        send(
                "a presigned URL of an hour ago",
                get.signed(mine.at(longAgo).inQuery(Duration.ofMinutes(5))),
                Expected.s3(403, "AccessDenied"));
        send(
                "a presigned URL for another key",
                good.withTarget(good.target().replace("/lake/a", "/lake/b")),
                Expected.s3(403, "SignatureDoesNotMatch"));
        send(
                "a presigned GET used to PUT",
                good.withMethod("PUT"),
                Expected.s3(403, "SignatureDoesNotMatch"));
        send(
                "a presigned URL with more",
                good.withTarget(good.target() + "&x=y"),
                Expected.s3(403, "SignatureDoesNotMatch"));
        String longer = good.target().replaceFirst("X-Amz-Expires=\\d+", "X-Amz-Expires=600000");
        send(
                "a presigned URL made longer",
                good.withTarget(longer),
                Expected.s3(403, "SignatureDoesNotMatch"));
        for (String part :
                List.of(
                        "Algorithm",
                        "Credential",
                        "Date",
                        "Expires",
                        "SignedHeaders",
                        "Signature")) {
            String without = good.target().replaceFirst("X-Amz-" + part + "=[^&]*&?", "");
            send("presigned without " + part, good.withTarget(without), Expected.s3(400).or(403));
        }
        for (String expires : List.of("0x1", "-5", "604801", "soon")) {
            String wrong =
                    good.target().replaceFirst("X-Amz-Expires=\\d+", "X-Amz-Expires=" + expires);
            send("presigned for " + expires, good.withTarget(wrong), Expected.s3(400).or(403));
        }
        for (int i = 0; i < TAMPERINGS; i++) {
            int digit = good.target().indexOf("Signature=") + 10 + random.nextInt(64);
            char other = good.target().charAt(digit) == 'a' ? 'b' : 'a';
            String changed =
                    good.target().substring(0, digit) + other + good.target().substring(digit + 1);
            send(
                    "a digit of a presigned URL",
                    good.withTarget(changed),
                    Expected.s3(403, "SignatureDoesNotMatch"));
        }
    }

    private void send(String what, Draft draft, Expected expected) {
        Draft addressed = draft.change("host", _ -> "127.0.0.1:" + mine.port());
        all.add(Malformed.of("s3: " + what, addressed, expected));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
