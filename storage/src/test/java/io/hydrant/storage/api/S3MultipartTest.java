package io.hydrant.storage.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.MetadataDirective;
import software.amazon.awssdk.services.s3.model.Part;
import software.amazon.awssdk.services.s3.model.UploadPartCopyResponse;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Multipart uploads and copies as the AWS SDK for Java makes them.
final class S3MultipartTest extends S3ClientFixture {
    @Test
    void uploadsInParts() {
        byte[] part = new byte[5 << 20];
        String id = begin("big", ChecksumAlgorithm.CRC32, ChecksumType.FULL_OBJECT);
        List<CompletedPart> parts = new ArrayList<>();
        for (int number : List.of(1, 3)) {
            UploadPartResponse done =
                    s3.uploadPart(
                            r -> r.bucket(BUCKET).key("big").uploadId(id).partNumber(number),
                            RequestBody.fromBytes(part));
            parts.add(CompletedPart.builder().partNumber(number).eTag(done.eTag()).build());
        }
        put("source", "0123456789");
        UploadPartCopyResponse copied =
                s3.uploadPartCopy(
                        r ->
                                r.sourceBucket(BUCKET)
                                        .sourceKey("source")
                                        .copySourceRange("bytes=2-5")
                                        .destinationBucket(BUCKET)
                                        .destinationKey("big")
                                        .uploadId(id)
                                        .partNumber(7));
        parts.add(
                CompletedPart.builder().partNumber(7).eTag(copied.copyPartResult().eTag()).build());
        assertThat(s3.listParts(r -> r.bucket(BUCKET).key("big").uploadId(id)).parts())
                .extracting(Part::partNumber)
                .containsExactly(1, 3, 7);

        CompleteMultipartUploadResponse done = complete("big", id, parts);

        assertThat(done.eTag()).matches("\"[0-9a-f]{32}-3\"");
        assertThat(done.checksumType()).isEqualTo(ChecksumType.FULL_OBJECT);
        assertThat(complete("big", id, parts).eTag()).isEqualTo(done.eTag());
        GetObjectResponse last =
                s3.getObjectAsBytes(
                                r ->
                                        r.bucket(BUCKET)
                                                .key("big")
                                                .partNumber(7)
                                                .checksumMode(ChecksumMode.ENABLED))
                        .response();
        assertThat(last.partsCount()).isEqualTo(3);
        assertThat(last.contentLength()).isEqualTo(4);
        assertThat(last.checksumCRC32()).isEqualTo(copied.copyPartResult().checksumCRC32());
        assertThat(last.checksumType()).isEqualTo(ChecksumType.FULL_OBJECT);
        assertThat(get("big").asByteArray())
                .hasSize(2 * part.length + 4)
                .endsWith("2345".getBytes());
        assertThat(s3.listMultipartUploads(r -> r.bucket(BUCKET)).uploads()).isEmpty();
    }

    @Test
    void refusesPartsThatDoNotFit() {
        String id = begin("big", ChecksumAlgorithm.CRC32, ChecksumType.COMPOSITE);
        List<CompletedPart> parts =
                IntStream.of(1, 2)
                        .mapToObj(
                                number ->
                                        CompletedPart.builder()
                                                .partNumber(number)
                                                .eTag(
                                                        s3.uploadPart(
                                                                        r ->
                                                                                r.bucket(BUCKET)
                                                                                        .key("big")
                                                                                        .uploadId(
                                                                                                id)
                                                                                        .partNumber(
                                                                                                number),
                                                                        RequestBody.fromString("x"))
                                                                .eTag())
                                                .build())
                        .toList();
        assertRefused(400, "EntityTooSmall", () -> complete("big", id, parts));
        assertRefused(400, "InvalidPartOrder", () -> complete("big", id, parts.reversed()));
        CompletedPart missing = CompletedPart.builder().partNumber(9).eTag("\"x\"").build();
        assertRefused(400, "InvalidPart", () -> complete("big", id, List.of(missing)));
        assertRefused(400, "MalformedXML", () -> complete("big", id, List.of()));
        s3.abortMultipartUpload(r -> r.bucket(BUCKET).key("big").uploadId(id));
        assertRefused(404, "NoSuchUpload", () -> complete("big", id, parts));
    }

    @Test
    void copiesWithOrWithoutNewMetadata() {
        s3.putObject(
                r -> r.bucket(BUCKET).key("from +ü").metadata(Map.of("a", "1")).tagging("t=1"),
                RequestBody.fromString("content"));
        s3.copyObject(
                r ->
                        r.sourceBucket(BUCKET)
                                .sourceKey("from +ü")
                                .destinationBucket(BUCKET)
                                .destinationKey("to"));
        assertThat(get("to").asUtf8String()).isEqualTo("content");
        assertThat(get("to").response().metadata()).containsEntry("a", "1");
        s3.copyObject(
                r ->
                        r.sourceBucket(BUCKET)
                                .sourceKey("to")
                                .destinationBucket(BUCKET)
                                .destinationKey("to")
                                .metadataDirective(MetadataDirective.REPLACE)
                                .metadata(Map.of("b", "2")));
        assertThat(get("to").response().metadata()).containsOnlyKeys("b");
        assertRefused(
                400,
                "InvalidRequest",
                () ->
                        s3.copyObject(
                                r ->
                                        r.sourceBucket(BUCKET)
                                                .sourceKey("to")
                                                .destinationBucket(BUCKET)
                                                .destinationKey("to")));
    }

    private String begin(String key, ChecksumAlgorithm algorithm, ChecksumType type) {
        return s3.createMultipartUpload(
                        r ->
                                r.bucket(BUCKET)
                                        .key(key)
                                        .checksumAlgorithm(algorithm)
                                        .checksumType(type))
                .uploadId();
    }

    private CompleteMultipartUploadResponse complete(
            String key, String id, List<CompletedPart> parts) {
        return s3.completeMultipartUpload(
                r -> r.bucket(BUCKET).key(key).uploadId(id).multipartUpload(u -> u.parts(parts)));
    }
}
