package io.hydrant.conformance.malformed;

import io.hydrant.conformance.malformed.Draft.Signature;
import io.hydrant.conformance.malformed.Malformed.Expected;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// Requests to the server's own S3 that S3 refuses. There is a bucket `lake` with the object `a`,
/// 26 bytes long.
final class MalformedS3 {
    static final String CONTENT = "abcdefghijklmnopqrstuvwxyz";
    private static final byte[] NOTHING = {};
    private static final Expected BAD_XML = Expected.s3(400, "MalformedXML");

    private final Signature mine;
    private final SplittableRandom random;
    private final List<Malformed> all = new ArrayList<>();

    MalformedS3(int port, SplittableRandom random) {
        this.mine = Signature.of(port, "s3");
        this.random = random;
    }

    List<Malformed> all() {
        bucketNames();
        missing();
        xml();
        ranges();
        multipart();
        checksums();
        others();
        return all;
    }

    private void bucketNames() {
        for (String name :
                List.of(
                        "ab",
                        "UPPER",
                        "a_b",
                        "a..b",
                        "-ab",
                        "ab-",
                        ".ab",
                        "ab.",
                        "a".repeat(64),
                        "192.168.1.1",
                        "a%20b",
                        "%00ab",
                        "xn--ab",
                        "a%C3%BCb",
                        "a%21b")) {
            Expected expected =
                    name.contains("%00")
                            ? Expected.plain(400)
                            : Expected.s3(400, "InvalidBucketName", "InvalidURI");
            add("the bucket " + name, Draft.s3("PUT", "/" + name, NOTHING), expected);
        }
        for (int i = 0; i < 30; i++) {
            String name = "Bad" + Long.toString(random.nextLong() >>> 1, 36) + "_";
            add(
                    "the bucket " + name,
                    Draft.s3("PUT", "/" + name, NOTHING),
                    Expected.s3(400, "InvalidBucketName"));
        }
    }

    private void missing() {
        for (String method : List.of("GET", "PUT", "DELETE")) {
            String code = "NoSuchBucket";
            add(
                    method + " in no bucket",
                    Draft.s3(method, "/ghost-bucket/key", NOTHING),
                    Expected.s3(404, code));
        }
        add(
                "HEAD in no bucket",
                Draft.s3("HEAD", "/ghost-bucket/key", NOTHING),
                Expected.plain(404));
        add("HEAD of no object", Draft.s3("HEAD", "/lake/ghost", NOTHING), Expected.plain(404));
        add(
                "GET of no object",
                Draft.s3("GET", "/lake/ghost", NOTHING),
                Expected.s3(404, "NoSuchKey"));
        add(
                "a list of no bucket",
                Draft.s3("GET", "/ghost-bucket?list-type=2", NOTHING),
                Expected.s3(404, "NoSuchBucket"));
        add(
                "a version",
                Draft.s3("GET", "/lake/a?versionId=abc", NOTHING),
                Expected.s3(400, "InvalidArgument", "NoSuchVersion").or(404));
        add(
                "deleting a full bucket",
                Draft.s3("DELETE", "/lake", NOTHING),
                Expected.s3(409, "BucketNotEmpty"));
        for (String what :
                List.of(
                        "tagging",
                        "policy",
                        "cors",
                        "lifecycle",
                        "website",
                        "replication",
                        "object-lock")) {
            add("no " + what, Draft.s3("GET", "/lake?" + what, NOTHING), Expected.s3(404));
        }
        for (String what : List.of("torrent", "retention", "legal-hold")) {
            add(
                    "GET " + what,
                    Draft.s3("GET", "/lake/a?" + what, NOTHING),
                    Expected.s3(501, "NotImplemented").or(404).or(400));
        }
        for (String method : List.of("PATCH", "OPTIONS", "POST")) {
            add(
                    "the method " + method,
                    Draft.s3(method, "/lake/a", NOTHING),
                    Expected.plain(400, 403, 405));
        }
    }

    private void xml() {
        List<String> wrong =
                List.of(
                        "",
                        "x",
                        "<",
                        "<Delete>",
                        "<Delete><Object></Delete>",
                        "<Delete><Object><Key>a</Object></Delete>",
                        "<?xml version='1.0'?><!DOCTYPE x [<!ENTITY e"
                                + " 'a'>]><Delete><Object><Key>&e;</Key></Object></Delete>",
                        "<!DOCTYPE x SYSTEM 'file:///etc/passwd'><Delete/>",
                        "<Delete>&nothing;</Delete>",
                        "<Delete>\u0001</Delete>",
                        "<a><b></a></b>",
                        "{}",
                        "<Delete/>trailing",
                        "<Wrong/>");
        for (String text : wrong) {
            byte[] body = utf8(text);
            add(
                    "DeleteObjects " + text,
                    md5(Draft.s3("POST", "/lake?delete", body)),
                    Expected.s3(400, "MalformedXML", "MissingRequestBodyError"));
            if (!text.isEmpty()) {
                add(
                        "PutBucketTagging " + text,
                        md5(Draft.s3("PUT", "/lake?tagging", body)),
                        BAD_XML);
                add("CreateBucket " + text, Draft.s3("PUT", "/new-bucket", body), BAD_XML);
            }
            add(
                    "CompleteMultipartUpload " + text,
                    Draft.s3("POST", "/lake/m?uploadId=none", body),
                    Expected.s3(400, "MalformedXML", "InvalidRequest").or(404));
        }
        add(
                "1001 keys to delete",
                md5(
                        Draft.s3(
                                "POST",
                                "/lake?delete",
                                utf8(
                                        "<Delete>"
                                                + "<Object><Key>x</Key></Object>".repeat(1001)
                                                + "</Delete>"))),
                BAD_XML);
        add(
                "no checksum of keys to delete",
                Draft.s3(
                        "POST",
                        "/lake?delete",
                        utf8("<Delete><Object><Key>zzz</Key></Object></Delete>")),
                Expected.s3(400, "InvalidRequest"));
        add("deep XML", md5(Draft.s3("POST", "/lake?delete", utf8("<a>".repeat(50_000)))), BAD_XML);
    }

    private void ranges() {
        for (String range :
                List.of(
                        "bytes=26-",
                        "bytes=26-30",
                        "bytes=100-200",
                        "bytes=-0",
                        "bytes=99999999999999999999-")) {
            add(
                    "the range " + range,
                    Draft.s3("GET", "/lake/a", NOTHING).with("range", range),
                    Expected.s3(416, "InvalidRange").or(200));
        }
        for (int i = 0; i < 20; i++) {
            long first = random.nextLong(26, Long.MAX_VALUE);
            add(
                    "a range from " + first,
                    Draft.s3("GET", "/lake/a", NOTHING).with("range", "bytes=" + first + "-"),
                    Expected.s3(416, "InvalidRange"));
        }
    }

    private void multipart() {
        Expected none = Expected.s3(404, "NoSuchUpload");
        for (String id : List.of("none", "..%2F..", "a%00b", "%20", "x".repeat(500))) {
            Expected expected = id.contains("%00") ? Expected.plain(400, 404) : none;
            add(
                    "a part of upload " + id,
                    Draft.s3("PUT", "/lake/m?partNumber=1&uploadId=" + id, utf8("x")),
                    expected);
            add(
                    "the parts of upload " + id,
                    Draft.s3("GET", "/lake/m?uploadId=" + id, NOTHING),
                    expected);
            add(
                    "ending upload " + id,
                    Draft.s3("DELETE", "/lake/m?uploadId=" + id, NOTHING),
                    expected);
            String parts =
                    "<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>x</ETag></Part></CompleteMultipartUpload>";
            add(
                    "completing upload " + id,
                    Draft.s3("POST", "/lake/m?uploadId=" + id, utf8(parts)),
                    expected);
        }
        for (String number : List.of("0", "-1", "10001", "x", "", "1.5", "99999999999999999999")) {
            Expected expected = Expected.s3(400, "InvalidArgument").or(404);
            add(
                    "the part " + number,
                    Draft.s3("PUT", "/lake/m?uploadId=none&partNumber=" + number, utf8("x")),
                    expected);
        }
        add(
                "a part without number",
                Draft.s3("PUT", "/lake/m?uploadId=none", utf8("x")),
                Expected.s3(400).or(404));
        add(
                "a part without upload",
                Draft.s3("PUT", "/lake/m?partNumber=1", utf8("x")),
                Expected.s3(400).or(404));
    }

    private void checksums() {
        Draft put = Draft.s3("PUT", "/lake/never", utf8("hello"));
        for (String algorithm : List.of("crc32", "crc32c", "crc64nvme", "sha1", "sha256")) {
            String name = "x-amz-checksum-" + algorithm;
            for (String value :
                    List.of(
                            "",
                            "x",
                            "====",
                            "AAAA",
                            "not base64",
                            "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=A")) {
                if (!value.isEmpty()) {
                    add(
                            name + ": " + value,
                            put.with(name, value),
                            Expected.s3(400, "InvalidRequest"));
                }
            }
        }
        add(
                "another CRC32",
                put.with("x-amz-checksum-crc32", "AAAAAA=="),
                Expected.s3(400, "BadDigest"));
        add(
                "another CRC32C",
                put.with("x-amz-checksum-crc32c", "AAAAAA=="),
                Expected.s3(400, "BadDigest"));
        add(
                "another SHA-1",
                put.with("x-amz-checksum-sha1", "A".repeat(27) + "="),
                Expected.s3(400, "BadDigest"));
        add(
                "another SHA-256",
                put.with("x-amz-checksum-sha256", "A".repeat(43) + "="),
                Expected.s3(400, "BadDigest"));
        add(
                "another MD5",
                put.with("content-md5", "AAAAAAAAAAAAAAAAAAAAAA=="),
                Expected.s3(400, "BadDigest"));
        add("no MD5", put.with("content-md5", "x"), Expected.s3(400, "InvalidDigest"));
        add(
                "an unknown algorithm",
                put.with("x-amz-sdk-checksum-algorithm", "CRC16"),
                Expected.s3(400, "InvalidRequest"));
        add(
                "two checksums",
                put.with("x-amz-checksum-crc32", "NhCmhg==")
                        .with("x-amz-checksum-crc32c", "mnG7TA=="),
                Expected.s3(400, "InvalidRequest"));
    }

    private void others() {
        Expected argument = Expected.s3(400, "InvalidArgument");
        for (String keys : List.of("-1", "x", "99999999999999999999", "1.5")) {
            add(
                    "max-keys " + keys,
                    Draft.s3("GET", "/lake?list-type=2&max-keys=" + keys, NOTHING),
                    argument);
        }
        add(
                "an encoding nobody knows",
                Draft.s3("GET", "/lake?list-type=2&encoding-type=x", NOTHING),
                argument);
        add(
                "a token nobody gave",
                Draft.s3("GET", "/lake?list-type=2&continuation-token=%25%25", NOTHING),
                argument);
        add(
                "a long key",
                Draft.s3("PUT", "/lake/" + "k".repeat(1025), utf8("x")),
                Expected.s3(400, "KeyTooLongError"));
        for (String source : List.of("x", "/", "", "/lake/ghost", "/ghost-bucket/a", "%ZZ")) {
            if (!source.isEmpty()) {
                Draft copy =
                        Draft.s3("PUT", "/lake/never", NOTHING).with("x-amz-copy-source", source);
                add("a copy of " + source, copy, Expected.s3(400).or(404));
            }
        }
        add(
                "a copy onto itself",
                Draft.s3("PUT", "/lake/a", NOTHING).with("x-amz-copy-source", "/lake/a"),
                Expected.s3(400, "InvalidRequest"));
        add(
                "too much metadata",
                Draft.s3("PUT", "/lake/never", utf8("x")).with("x-amz-meta-a", "v".repeat(3_000)),
                Expected.s3(400, "MetadataTooLarge"));
        add(
                "a storage class nobody knows",
                Draft.s3("PUT", "/lake/never", utf8("x")).with("x-amz-storage-class", "COLDEST"),
                Expected.s3(400, "InvalidStorageClass"));
        add(
                "an object that is there",
                Draft.s3("PUT", "/lake/a", utf8("x")).with("if-none-match", "*"),
                Expected.s3(412, "PreconditionFailed"));
        add(
                "another version",
                Draft.s3("GET", "/lake/a", NOTHING).with("if-match", "\"x\""),
                Expected.s3(412, "PreconditionFailed"));
        Draft unsized =
                Draft.of("PUT", "/lake/never", Map.of(), utf8("x"))
                        .signed(mine)
                        .with("transfer-encoding", "chunked");
        send(
                "broken chunks of HTTP",
                unsized.without("content-length"),
                Expected.plain(400, 403, 411, 0));
    }

    private static Draft md5(Draft draft) {
        try {
            byte[] digest = MessageDigest.getInstance("MD5").digest(draft.body());
            return draft.with("content-md5", Base64.getEncoder().encodeToString(digest));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private void add(String what, Draft draft, Expected expected) {
        all.add(new Malformed("s3: " + what, () -> draft.signed(mine).bytes(), expected));
    }

    /// A request that is signed already, or not at all.
    private void send(String what, Draft draft, Expected expected) {
        all.add(
                Malformed.of(
                        "s3: " + what,
                        draft.change("host", _ -> "127.0.0.1:" + mine.port()),
                        expected));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
