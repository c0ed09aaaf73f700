package io.hydrant.storage.s3;

import io.hydrant.kernel.telemetry.Labels;
import io.hydrant.kernel.telemetry.Telemetry;
import io.hydrant.storage.object.ObjectAddress;
import io.hydrant.storage.object.ObjectAttributes;
import io.hydrant.storage.object.ObjectBody;
import io.hydrant.storage.object.ObjectContent;
import io.hydrant.storage.object.ObjectStore;
import io.hydrant.storage.object.ObjectStoreException;
import io.hydrant.storage.object.StoredObject;

import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// An S3 outside. Safe for use by many threads.
///
/// A body whose length is known is sent while it is produced; any other, and one over 64 MiB, is
/// rendered into the staging folder first. Over 64 MiB it goes in parts, and an upload that fails
/// is aborted.
public final class S3ObjectStore implements ObjectStore, AutoCloseable {
    private static final long MULTIPART_BYTES_MIN = 64L << 20;
    private static final long STAGING_BYTES_MAX = 4L << 30;
    private static final int LIST_COUNT_MAX = 1_000;

    private final S3Client client;
    private final StagingFolder staging;
    private final MultipartUpload multipart;
    private final InstantSource clock;
    private final Telemetry.Counter putObjects;
    private final Telemetry.Counter putBytes;
    private final Telemetry.Counter failures;

    private S3ObjectStore(
            S3Client client, StagingFolder staging, InstantSource clock, Telemetry telemetry) {
        this.client = client;
        this.staging = staging;
        this.multipart = new MultipartUpload(client);
        this.clock = clock;
        this.putObjects = counter(telemetry, "put_objects", "Objects written to an outside S3.");
        this.putBytes = counter(telemetry, "put_bytes", "Bytes written to an outside S3.");
        this.failures = counter(telemetry, "failures", "Calls of an outside S3 that failed.");
    }

    /// Prepares the client and empties the staging folder; asks the other side nothing yet.
    public static S3ObjectStore open(
            S3Connection connection, InstantSource clock, Telemetry telemetry) throws IOException {
        StagingFolder staging = StagingFolder.open(connection.staging(), STAGING_BYTES_MAX);
        return new S3ObjectStore(SdkClient.of(connection), staging, clock, telemetry);
    }

    @Override
    public StoredObject put(ObjectAddress address, ObjectAttributes attributes, ObjectBody body) {
        return guarded(
                address,
                () -> {
                    boolean known =
                            body.bytes().isPresent()
                                    && body.bytes().getAsLong() <= MULTIPART_BYTES_MIN;
                    StoredObject stored =
                            known
                                    ? putStreaming(address, attributes, body)
                                    : putStaged(address, attributes, body);
                    putObjects.add(1);
                    putBytes.add(stored.bytes());
                    return stored;
                });
    }

    @Override
    public Optional<StoredObject> head(ObjectAddress address) {
        return guarded(
                address,
                () -> {
                    try {
                        HeadObjectResponse found =
                                client.headObject(
                                        request ->
                                                request.bucket(address.bucket())
                                                        .key(address.key()));
                        return Optional.of(
                                stored(
                                        address,
                                        found.contentLength(),
                                        found.eTag(),
                                        found.lastModified()));
                    } catch (NoSuchKeyException e) {
                        return Optional.empty();
                    }
                });
    }

    @Override
    public ObjectContent open(ObjectAddress address, long firstByte, long byteCount) {
        return guarded(
                address,
                () -> {
                    try {
                        return byteCount == 0
                                ? nothing(address, firstByte)
                                : openRange(address, firstByte, byteCount);
                    } catch (S3Exception e) {
                        if (e.statusCode() == 416) {
                            return nothing(address, firstByte);
                        }
                        throw e;
                    }
                });
    }

    @Override
    public List<StoredObject> list(String bucket, String prefix, String afterKey, int countMax) {
        return guarded(
                bucket,
                () -> {
                    List<StoredObject> found = new ArrayList<>();
                    String after = afterKey;
                    boolean more = countMax > 0;
                    while (more) {
                        ListObjectsV2Response page =
                                page(bucket, prefix, after, countMax - found.size());
                        for (S3Object object : page.contents()) {
                            found.add(listed(bucket, object));
                            after = object.key();
                        }
                        more = page.isTruncated() && found.size() < countMax;
                    }
                    return found;
                });
    }

    @Override
    public void delete(ObjectAddress address) {
        guarded(
                address,
                () ->
                        client.deleteObject(
                                request -> request.bucket(address.bucket()).key(address.key())));
    }

    @Override
    public void close() {
        client.close();
    }

    private StoredObject putStreaming(
            ObjectAddress address, ObjectAttributes attributes, ObjectBody body) {
        long bytes = body.bytes().orElseThrow();
        RequestBody content =
                bytes == 0
                        ? RequestBody.empty()
                        : RequestBody.fromContentProvider(
                                () -> BodyPipe.open(body), bytes, attributes.contentType());
        return put(address, attributes, content, bytes);
    }

    private StoredObject putStaged(
            ObjectAddress address, ObjectAttributes attributes, ObjectBody body)
            throws IOException {
        try (StagingFolder.Staged staged = staging.render(body)) {
            if (staged.bytes() > MULTIPART_BYTES_MIN) {
                String etag = multipart.put(address, attributes, staged);
                return stored(address, staged.bytes(), etag, clock.instant());
            }
            return put(address, attributes, RequestBody.fromFile(staged.path()), staged.bytes());
        }
    }

    private StoredObject put(
            ObjectAddress address, ObjectAttributes attributes, RequestBody content, long bytes) {
        PutObjectRequest.Builder request =
                PutObjectRequest.builder()
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
        PutObjectResponse done = client.putObject(request.build(), content);
        return stored(address, bytes, done.eTag(), clock.instant());
    }

    private ObjectContent openRange(ObjectAddress address, long firstByte, long byteCount) {
        GetObjectRequest.Builder request =
                GetObjectRequest.builder().bucket(address.bucket()).key(address.key());
        long rest = Long.MAX_VALUE - firstByte;
        if (byteCount < rest) {
            request.range("bytes=%d-%d".formatted(firstByte, firstByte + byteCount - 1));
        } else if (firstByte > 0) {
            request.range("bytes=%d-".formatted(firstByte));
        }
        ResponseInputStream<GetObjectResponse> content = client.getObject(request.build());
        GetObjectResponse found = content.response();
        long size = size(found);
        return new ObjectContent(
                stored(address, size, found.eTag(), found.lastModified()),
                found.contentLength(),
                content);
    }

    /// An empty range is none to S3; that the object is there and long enough is asked apart.
    private ObjectContent nothing(ObjectAddress address, long firstByte) {
        StoredObject object =
                head(address)
                        .orElseThrow(
                                () ->
                                        new ObjectStoreException(
                                                "NoSuchKey", "there is no " + address));
        if (firstByte > object.bytes()) {
            throw new ObjectStoreException(
                    "InvalidRange",
                    "%s has %d bytes; the range begins at %d"
                            .formatted(address, object.bytes(), firstByte));
        }
        return new ObjectContent(object, 0, InputStream.nullInputStream());
    }

    private ListObjectsV2Response page(String bucket, String prefix, String after, int count) {
        return client.listObjectsV2(
                request -> {
                    // Keys may hold what XML cannot.
                    request.bucket(bucket)
                            .encodingType(EncodingType.URL)
                            .maxKeys(Math.min(count, LIST_COUNT_MAX));
                    if (!prefix.isEmpty()) {
                        request.prefix(prefix);
                    }
                    if (!after.isEmpty()) {
                        request.startAfter(after);
                    }
                });
    }

    private static StoredObject listed(String bucket, S3Object object) {
        ObjectAddress address = new ObjectAddress(bucket, object.key());
        return stored(address, object.size(), object.eTag(), object.lastModified());
    }

    private static long size(GetObjectResponse found) {
        String range = Optional.ofNullable(found.contentRange()).orElse("");
        int slash = range.lastIndexOf('/');
        return slash < 0
                ? found.contentLength()
                : Long.parseLong(range.substring(slash + 1).trim());
    }

    private static StoredObject stored(
            ObjectAddress address, long bytes, String etag, Instant lastModified) {
        String text = Optional.ofNullable(etag).orElse("");
        return new StoredObject(address, bytes, text.replace("\"", ""), lastModified);
    }

    private interface Work<T> {
        T run() throws IOException;
    }

    private <T> T guarded(Object subject, Work<T> work) {
        try {
            return work.run();
        } catch (SdkException e) {
            failures.add(1);
            throw SdkFailures.toStoreException(e, subject);
        } catch (UncheckedIOException e) {
            failures.add(1);
            throw SdkFailures.ofAnswer(e, subject);
        } catch (IOException e) {
            failures.add(1);
            throw new ObjectStoreException(
                    "InternalError", "the body of " + subject + " could not be made: " + e, e);
        }
    }

    private static Telemetry.Counter counter(Telemetry telemetry, String what, String help) {
        return telemetry.counter("hydrant_s3_client_" + what + "_total", help, Labels.NONE);
    }
}
