package io.hydrant.storage.s3;

import io.hydrant.storage.object.BoundedStream;
import io.hydrant.storage.object.ObjectAddress;
import io.hydrant.storage.object.ObjectAttributes;

import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/// Uploads a file in parts; what fails is aborted, so nothing half lies around at the other side.
record MultipartUpload(S3Client client) {
    private static final long PART_BYTES_MIN = 16L << 20;
    private static final int PARTS_MAX = 10_000;

    /// @return the ETag of the object
    String put(ObjectAddress address, ObjectAttributes attributes, StagingFolder.Staged staged) {
        String uploadId = create(address, attributes);
        try {
            List<CompletedPart> parts = putParts(address, uploadId, staged);
            return client.completeMultipartUpload(
                            request ->
                                    request.bucket(address.bucket())
                                            .key(address.key())
                                            .uploadId(uploadId)
                                            .multipartUpload(upload -> upload.parts(parts)))
                    .eTag();
        } catch (RuntimeException failure) {
            abort(address, uploadId, failure);
            throw failure;
        }
    }

    private String create(ObjectAddress address, ObjectAttributes attributes) {
        CreateMultipartUploadRequest.Builder request =
                CreateMultipartUploadRequest.builder()
                        .bucket(address.bucket())
                        .key(address.key())
                        .contentType(attributes.contentType())
                        .metadata(attributes.userMetadata());
        attributes.contentEncoding().ifPresent(request::contentEncoding);
        attributes
                .kmsKeyArn()
                .ifPresent(
                        key ->
                                request.serverSideEncryption(ServerSideEncryption.AWS_KMS)
                                        .ssekmsKeyId(key));
        return client.createMultipartUpload(request.build()).uploadId();
    }

    private List<CompletedPart> putParts(
            ObjectAddress address, String uploadId, StagingFolder.Staged staged) {
        long partBytes = Math.max(PART_BYTES_MIN, staged.bytes() / (PARTS_MAX - 1));
        List<CompletedPart> parts = new ArrayList<>();
        for (long first = 0; first < staged.bytes(); first += partBytes) {
            int number = parts.size() + 1;
            long offset = first;
            long count = Math.min(partBytes, staged.bytes() - first);
            RequestBody content =
                    RequestBody.fromContentProvider(
                            () -> stretch(staged.path(), offset, count),
                            count,
                            "application/octet-stream");
            String etag =
                    client.uploadPart(
                                    request ->
                                            request.bucket(address.bucket())
                                                    .key(address.key())
                                                    .uploadId(uploadId)
                                                    .partNumber(number),
                                    content)
                            .eTag();
            parts.add(CompletedPart.builder().partNumber(number).eTag(etag).build());
        }
        return parts;
    }

    /// What went wrong first is what is told; that the abort failed, too, goes with it.
    private void abort(ObjectAddress address, String uploadId, RuntimeException failure) {
        try {
            client.abortMultipartUpload(
                    request ->
                            request.bucket(address.bucket()).key(address.key()).uploadId(uploadId));
        } catch (SdkException e) {
            failure.addSuppressed(e);
        }
    }

    private static InputStream stretch(Path path, long first, long count) {
        try {
            FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
            channel.position(first);
            return new BoundedStream(Channels.newInputStream(channel), count);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
