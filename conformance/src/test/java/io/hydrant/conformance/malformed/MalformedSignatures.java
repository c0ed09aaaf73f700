package io.hydrant.conformance.malformed;

import io.hydrant.conformance.malformed.Draft.Signature;
import io.hydrant.conformance.malformed.Malformed.Expected;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// Firehose calls whose signature is missing, broken, of somebody else or of something else.
final class MalformedSignatures {
    private static final byte[] BODY = utf8(Templates.INPUTS.get("PutRecord"));
    private static final Expected MISMATCH = Expected.json(400, "InvalidSignatureException");
    private static final Expected BROKEN =
            Expected.json(
                    400,
                    "IncompleteSignatureException",
                    "InvalidSignatureException",
                    "MissingAuthenticationTokenException",
                    "UnrecognizedClientException");
    private static final int TAMPERINGS = 60;

    private final int port;
    private final SplittableRandom random;
    private final Signature mine;
    private final List<Malformed> all = new ArrayList<>();

    MalformedSignatures(int port, SplittableRandom random) {
        this.port = port;
        this.random = random;
        this.mine = Signature.of(port, "firehose");
    }

    List<Malformed> all() {
        Draft put = Draft.firehose("PutRecord", BODY);
        add("no signature", put, Expected.json(400, "MissingAuthenticationTokenException"));
        add(
                "an unknown key",
                put.signed(mine.as("AKIDNOBODY", "test")),
                Expected.json(400, "UnrecognizedClientException"));
        add("another secret", put.signed(mine.as("test", "wrong")), MISMATCH);
        for (Duration off :
                List.of(Duration.ofMinutes(20), Duration.ofDays(1), Duration.ofDays(400))) {
            Clock now = Clock.systemUTC();
            add("signed too late by " + off, put.signed(mine.at(Clock.offset(now, off))), MISMATCH);
            add(
                    "signed too early by " + off,
                    put.signed(mine.at(Clock.offset(now, off.negated()))),
                    MISMATCH);
        }
        brokenHeaders(put.signed(mine));
        tampered(put);
        presigned(put);
        return all;
    }

    private void brokenHeaders(Draft signed) {
        String right = signed.header("Authorization");
        List<String> wrong =
                new ArrayList<>(
                        List.of(
                                "",
                                "Basic dGVzdDp0ZXN0",
                                "Bearer token",
                                "AWS4-HMAC-SHA256",
                                "AWS4-HMAC-SHA256 Credential=test",
                                "AWS4-HMAC-SHA512" + right.substring(16),
                                right.replace("Credential=", "Credentials="),
                                right.replace("SignedHeaders=", "Signed="),
                                right.replace("Signature=", "Sig="),
                                right.replace("/aws4_request", ""),
                                right.replace("/aws4_request", "/aws5_request"),
                                right.replace("/aws4_request", "/aws4_request/aws4_request"),
                                right.replaceFirst(
                                        "Credential=test/\\d{8}", "Credential=test/19700101"),
                                right.replaceFirst(
                                        "Credential=test/\\d{8}", "Credential=test/today"),
                                right.replaceFirst("Credential=[^,]*", "Credential="),
                                right.replaceFirst("SignedHeaders=[^,]*", "SignedHeaders="),
                                right.replaceFirst("SignedHeaders=[^,]*", "SignedHeaders=host"),
                                right.replaceFirst(
                                        "SignedHeaders=[^,]*", "SignedHeaders=x-amz-date"),
                                right.replaceFirst("Signature=.*", "Signature="),
                                right.replaceFirst("Signature=.*", "Signature=" + "z".repeat(64)),
                                right.replaceFirst("Signature=.*", "Signature=" + "0".repeat(63)),
                                right + ", Signature=" + "0".repeat(64)));
        for (int i = 0; i < 40; i++) {
            wrong.add(right.substring(0, random.nextInt(1, right.length())));
        }
        wrong.forEach(
                value ->
                        add(
                                "Authorization: " + value,
                                signed.change("Authorization", _ -> value),
                                BROKEN));
        for (String date :
                List.of(
                        "",
                        "today",
                        "20260101",
                        "20260101T000000",
                        "20261301T000000Z",
                        "99999999T999999Z",
                        "-0010101T000000Z")) {
            add("X-Amz-Date: " + date, signed.change("X-Amz-Date", _ -> date), BROKEN);
        }
        add("without a date", signed.without("X-Amz-Date"), BROKEN);
    }

    private void tampered(Draft put) {
        for (int i = 0; i < TAMPERINGS; i++) {
            Draft signed = put.signed(mine);
            int at = random.nextInt(BODY.length);
            byte[] body = BODY.clone();
            body[at] ^= (byte) (1 << random.nextInt(7));
            add("the body changed at " + at, signed.withBody(body), MISMATCH);
            String signature = signed.header("Authorization");
            int digit = signature.length() - 1 - random.nextInt(64);
            char other = signature.charAt(digit) == '0' ? '1' : '0';
            String changed = signature.substring(0, digit) + other + signature.substring(digit + 1);
            add(
                    "one digit of the signature",
                    signed.change("Authorization", _ -> changed),
                    MISMATCH);
        }
        Draft signed = put.signed(mine);
        add(
                "another operation",
                signed.change("x-amz-target", _ -> "Firehose_20150804.DeleteDeliveryStream"),
                MISMATCH);
        add(
                "another content type",
                signed.change("content-type", _ -> "application/json"),
                MISMATCH);
        add("another path", signed.withTarget("/x"), MISMATCH);
        add("another query", signed.withTarget("/?a=b"), MISMATCH);
        add("another method", signed.withMethod("PUT"), MISMATCH);
        add("an unsigned x-amz header", signed.with("x-amz-extra", "1"), MISMATCH);
        add("an empty body", signed.withBody(new byte[0]), MISMATCH);
        add("another payload hash", signed.with("x-amz-content-sha256", "0".repeat(64)), BROKEN);
    }

    private void presigned(Draft put) {
        Draft signed = put.signed(mine.inQuery(Duration.ofMinutes(5)));
        String target = signed.target();
        for (String part :
                List.of(
                        "Algorithm",
                        "Credential",
                        "Date",
                        "Expires",
                        "SignedHeaders",
                        "Signature")) {
            String without = target.replaceFirst("X-Amz-" + part + "=[^&]*&?", "");
            add("presigned without " + part, signed.withTarget(without), BROKEN);
            String empty = target.replaceFirst("X-Amz-" + part + "=[^&]*", "X-Amz-" + part + "=");
            add("presigned with an empty " + part, signed.withTarget(empty), BROKEN);
        }
        for (String expires : List.of("-1", "604801", "soon", "99999999999999999999")) {
            String wrong = target.replaceFirst("X-Amz-Expires=\\d+", "X-Amz-Expires=" + expires);
            add("presigned for " + expires, signed.withTarget(wrong), BROKEN);
        }
    }

    private void add(String what, Draft draft, Expected expected) {
        all.add(
                Malformed.of(
                        "signature: " + what,
                        draft.change("host", _ -> "127.0.0.1:" + port),
                        expected));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
