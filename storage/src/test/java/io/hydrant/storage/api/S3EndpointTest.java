package io.hydrant.storage.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsResponse;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectCannedACL;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.Payer;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.model.Tag;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The endpoint as the AWS SDK for Java sees it.
final class S3EndpointTest extends S3ClientFixture {
    @Test
    void storesAnObjectWithAllThatIsToldOfIt() {
        PutObjectResponse put =
                s3.putObject(
                        request ->
                                request.bucket(BUCKET)
                                        .key("dir/hello.txt")
                                        .contentType("text/plain")
                                        .cacheControl("no-cache")
                                        .contentEncoding("deflate, gzip")
                                        .tagging("a=1&b=x%20y")
                                        .metadata(Map.of("color", "blue")),
                        RequestBody.fromString("hello"));
        assertThat(put.eTag()).isEqualTo("\"5d41402abc4b2a76b9719d911017c592\"");
        assertThat(put.checksumCRC32()).isEqualTo("NhCmhg==");
        assertThat(put.serverSideEncryptionAsString()).isEqualTo("AES256");

        ResponseBytes<GetObjectResponse> got = get("dir/hello.txt");

        assertThat(got.asUtf8String()).isEqualTo("hello");
        assertThat(got.response().contentType()).isEqualTo("text/plain");
        assertThat(got.response().cacheControl()).isEqualTo("no-cache");
        assertThat(got.response().contentEncoding()).isEqualTo("deflate, gzip");
        assertThat(got.response().metadata()).containsEntry("color", "blue");
        assertThat(got.response().tagCount()).isEqualTo(2);
        GetObjectResponse checked =
                s3.getObjectAsBytes(
                                r ->
                                        r.bucket(BUCKET)
                                                .key("dir/hello.txt")
                                                .checksumMode(ChecksumMode.ENABLED))
                        .response();
        assertThat(checked.checksumCRC32()).isEqualTo("NhCmhg==");
    }

    @ParameterizedTest
    @EnumSource(
            value = ChecksumAlgorithm.class,
            names = {"CRC32", "CRC32_C", "SHA1", "SHA256"})
    void keepsTheChecksumsOfTheSdk(ChecksumAlgorithm algorithm) {
        s3.putObject(
                request -> request.bucket(BUCKET).key("k").checksumAlgorithm(algorithm),
                RequestBody.fromBytes(new byte[200_000]));
        HeadObjectResponse head =
                s3.headObject(
                        request ->
                                request.bucket(BUCKET).key("k").checksumMode(ChecksumMode.ENABLED));
        assertThat(head.checksumType()).isEqualTo(ChecksumType.FULL_OBJECT);
        assertThat(head.contentLength()).isEqualTo(200_000);
    }

    @Test
    void refusesABodyThatIsNotTheOneDescribed() {
        assertRefused(
                400,
                "BadDigest",
                () ->
                        s3.putObject(
                                request ->
                                        request.bucket(BUCKET)
                                                .key("k")
                                                .contentMD5("1B2M2Y8AsgTpgAmY7PhCfg=="),
                                RequestBody.fromString("x")));
        assertRefused(
                400,
                "BadDigest",
                () ->
                        s3.putObject(
                                request ->
                                        request.bucket(BUCKET).key("k").checksumCRC32("AAAAAA=="),
                                RequestBody.fromString("x")));
        assertRefused(404, "NoSuchKey", () -> get("k"));
    }

    @Test
    void answersRangesAndConditions() {
        String etag = put("digits", "0123456789").eTag();
        assertThat(range("bytes=2-4")).isEqualTo("234");
        assertThat(range("bytes=7-")).isEqualTo("789");
        assertThat(range("bytes=-3")).isEqualTo("789");
        assertThat(range("bytes=5-99")).isEqualTo("56789");
        assertThat(range("bytes=5-2")).isEqualTo("0123456789");
        assertThat(range("lines=1-2")).isEqualTo("0123456789");
        assertRefused(416, "InvalidRange", () -> range("bytes=10-"));
        assertRefused(
                412,
                "PreconditionFailed",
                () -> s3.getObjectAsBytes(r -> r.bucket(BUCKET).key("digits").ifMatch("\"no\"")));
        assertThatThrownBy(
                        () ->
                                s3.getObjectAsBytes(
                                        r -> r.bucket(BUCKET).key("digits").ifNoneMatch(etag)))
                .isInstanceOfSatisfying(
                        S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(304));
    }

    @Test
    void writesUnderConditions() {
        String etag = put("k", "one").eTag();
        assertRefused(
                412,
                "PreconditionFailed",
                () ->
                        s3.putObject(
                                r -> r.bucket(BUCKET).key("k").ifNoneMatch("*"),
                                RequestBody.fromString("two")));
        s3.putObject(r -> r.bucket(BUCKET).key("k").ifMatch(etag), RequestBody.fromString("three"));
        assertRefused(
                412,
                "PreconditionFailed",
                () ->
                        s3.putObject(
                                r -> r.bucket(BUCKET).key("k").ifMatch(etag),
                                RequestBody.fromString("four")));
        assertThat(get("k").asUtf8String()).isEqualTo("three");
    }

    @Test
    void listsPagesWithDelimiters() {
        for (String key : List.of("a", "b/1", "b/2", "c/1", "d", "e f+g", "ü")) {
            put(key, "x");
        }
        List<String> found = new ArrayList<>();
        s3.listObjectsV2Paginator(r -> r.bucket(BUCKET).delimiter("/").maxKeys(2))
                .forEach(
                        page -> {
                            assertThat(page.keyCount()).isLessThanOrEqualTo(2);
                            page.contents().forEach(object -> found.add(object.key()));
                            page.commonPrefixes().forEach(start -> found.add(start.prefix()));
                        });
        assertThat(found).containsExactlyInAnyOrder("a", "b/", "c/", "d", "e f+g", "ü");
        ListObjectsResponse first = s3.listObjects(r -> r.bucket(BUCKET).delimiter("/").maxKeys(2));
        assertThat(first.nextMarker()).isEqualTo("b/");
        assertThat(
                        s3.listObjects(r -> r.bucket(BUCKET).delimiter("/").marker("b/").maxKeys(1))
                                .commonPrefixes())
                .extracting(CommonPrefix::prefix)
                .containsExactly("c/");
        assertThat(
                        s3.listObjectsV2(
                                        r ->
                                                r.bucket(BUCKET)
                                                        .encodingType(EncodingType.URL)
                                                        .prefix("e"))
                                .contents())
                .extracting(S3Object::key)
                .containsExactly("e f+g");
        assertThat(s3.listObjectVersions(r -> r.bucket(BUCKET)).versions())
                .hasSize(7)
                .allMatch(version -> version.versionId().equals("null"));
    }

    @Test
    void deletesManyAndMindsNoneThere() {
        put("a", "x");
        put("a/b", "x");
        DeleteObjectsResponse done =
                s3.deleteObjects(
                        r ->
                                r.bucket(BUCKET)
                                        .delete(d -> d.objects(key("a"), key("a/b"), key("no"))));
        assertThat(done.deleted()).hasSize(3);
        assertThat(done.errors()).isEmpty();
        s3.deleteBucket(r -> r.bucket(BUCKET));
        assertThat(s3.listBuckets().buckets()).isEmpty();
    }

    @Test
    void keepsTags() {
        put("k", "x");
        s3.putObjectTagging(r -> r.bucket(BUCKET).key("k").tagging(t -> t.tagSet(tag("a", "<&>"))));
        assertThat(s3.getObjectTagging(r -> r.bucket(BUCKET).key("k")).tagSet())
                .containsExactly(tag("a", "<&>"));
        s3.deleteObjectTagging(r -> r.bucket(BUCKET).key("k"));
        assertThat(s3.getObjectTagging(r -> r.bucket(BUCKET).key("k")).tagSet()).isEmpty();
        assertRefused(404, "NoSuchTagSet", () -> s3.getBucketTagging(r -> r.bucket(BUCKET)));
        s3.putBucketTagging(r -> r.bucket(BUCKET).tagging(t -> t.tagSet(tag("a", "b"))));
        assertThat(s3.getBucketTagging(r -> r.bucket(BUCKET)).tagSet()).hasSize(1);
    }

    @Test
    void answersConfigurationsNobodyPut() {
        assertThat(s3.getBucketVersioning(r -> r.bucket(BUCKET)).status()).isNull();
        assertThat(
                        s3.getBucketEncryption(r -> r.bucket(BUCKET))
                                .serverSideEncryptionConfiguration()
                                .rules())
                .hasSize(1);
        assertThat(s3.getBucketAcl(r -> r.bucket(BUCKET)).grants()).hasSize(1);
        assertThat(s3.getBucketRequestPayment(r -> r.bucket(BUCKET)).payer())
                .isEqualTo(Payer.BUCKET_OWNER);
        assertRefused(404, "NoSuchBucketPolicy", () -> s3.getBucketPolicy(r -> r.bucket(BUCKET)));
        assertRefused(
                404, "NoSuchCORSConfiguration", () -> s3.getBucketCors(r -> r.bucket(BUCKET)));
        assertRefused(
                404,
                "ReplicationConfigurationNotFoundError",
                () -> s3.getBucketReplication(r -> r.bucket(BUCKET)));
    }

    @Test
    void keepsHarmlessConfigurationsAndRefusesPromisesItCannotKeep() {
        s3.putPublicAccessBlock(
                r -> r.bucket(BUCKET).publicAccessBlockConfiguration(c -> c.blockPublicAcls(true)));
        assertThat(
                        s3.getPublicAccessBlock(r -> r.bucket(BUCKET))
                                .publicAccessBlockConfiguration()
                                .blockPublicAcls())
                .isTrue();
        assertRefused(
                501,
                "NotImplemented",
                () ->
                        s3.putBucketVersioning(
                                r ->
                                        r.bucket(BUCKET)
                                                .versioningConfiguration(
                                                        v ->
                                                                v.status(
                                                                        BucketVersioningStatus
                                                                                .ENABLED))));
        assertRefused(
                400,
                "AccessControlListNotSupported",
                () ->
                        s3.putObject(
                                r -> r.bucket(BUCKET).key("k").acl(ObjectCannedACL.PUBLIC_READ),
                                RequestBody.fromString("x")));
    }

    @Test
    void namesWhatIsMissing() {
        assertRefused(404, "NoSuchBucket", () -> s3.listObjectsV2(r -> r.bucket("not-there")));
        assertRefused(404, "NoSuchKey", () -> get("not-there"));
        assertThatThrownBy(() -> s3.headObject(r -> r.bucket(BUCKET).key("no")))
                .isInstanceOf(NoSuchKeyException.class);
        assertThatThrownBy(() -> s3.headBucket(r -> r.bucket("not-there")))
                .isInstanceOf(NoSuchBucketException.class);
        assertRefused(400, "InvalidBucketName", () -> s3.createBucket(r -> r.bucket("xn--wrong")));
        put("k", "x");
        assertRefused(409, "BucketNotEmpty", () -> s3.deleteBucket(r -> r.bucket(BUCKET)));
    }

    @Test
    void refusesAnonymousAndForeignRequests() throws Exception {
        put("k", "x");
        HttpResponse<String> answer = plainGet(server.uri().resolve("/" + BUCKET + "/k"));
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("<Code>AccessDenied</Code>");
        assertThat(answer.headers().firstValue("x-amz-request-id")).isPresent();
        assertThat(answer.headers().firstValue("x-amz-id-2")).isPresent();
    }

    @Test
    void countsRequestsBytesAndFailures() {
        put("k", "12345");
        get("k");
        assertRefused(404, "NoSuchKey", () -> get("no"));
        assertThat(server.telemetry().count("hydrant_s3_requests_total")).isEqualTo(4);
        assertThat(server.telemetry().count("hydrant_s3_received_bytes_total"))
                .isGreaterThanOrEqualTo(5);
        assertThat(server.telemetry().count("hydrant_s3_sent_bytes_total"))
                .isGreaterThanOrEqualTo(5);
        assertThat(server.telemetry().count("hydrant_s3_failures_total")).isEqualTo(1);
    }

    private String range(String range) {
        return s3.getObjectAsBytes(r -> r.bucket(BUCKET).key("digits").range(range)).asUtf8String();
    }

    private static ObjectIdentifier key(String key) {
        return ObjectIdentifier.builder().key(key).build();
    }

    private static Tag tag(String name, String value) {
        return Tag.builder().key(name).value(value).build();
    }

    private static HttpResponse<String> plainGet(URI uri) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
        }
    }
}
