package io.hydrant.storage.file;

import io.hydrant.kernel.telemetry.Labels;
import io.hydrant.kernel.telemetry.Telemetry;
import io.hydrant.storage.object.BoundedStream;
import io.hydrant.storage.object.ObjectAddress;
import io.hydrant.storage.object.ObjectAttributes;
import io.hydrant.storage.object.ObjectBody;
import io.hydrant.storage.object.ObjectContent;
import io.hydrant.storage.object.ObjectStore;
import io.hydrant.storage.object.ObjectStoreException;
import io.hydrant.storage.object.StoredObject;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An object store in a local folder; its layout is drawn in the package's description.
///
/// One process at a time may use a folder; whoever opens the store sees to that. Objects put here
/// have an opaque ETag of multipart form: an MD5 would cost more than everything else. Safe for use
/// by many threads.
public final class FileObjectStore implements ObjectStore {
    private final Buckets buckets;
    private final ObjectFiles objects;
    private final ObjectListing listing;
    private final Uploads uploads;
    private final Telemetry.Counter putObjects;
    private final Telemetry.Counter putBytes;
    private final Telemetry.Counter readBytes;
    private final Telemetry.Counter failures;

    private FileObjectStore(StoreFolders folders, InstantSource clock, Telemetry telemetry) {
        FolderSync sync = new FolderSync();
        DurableFiles files = new DurableFiles(folders.temporary(), sync);
        Stamps stamps = new Stamps(clock);
        this.objects = new ObjectFiles(folders, files, sync, stamps);
        this.buckets = new Buckets(folders, files, sync, objects.tree(), clock);
        this.listing = new ObjectListing(folders, objects);
        this.uploads = new Uploads(folders, files, sync, objects, stamps);
        this.putObjects = counter(telemetry, "put_objects", "Objects written in process.");
        this.putBytes = counter(telemetry, "put_bytes", "Bytes of objects written in process.");
        this.readBytes = counter(telemetry, "opened_bytes", "Bytes of objects opened in process.");
        this.failures = counter(telemetry, "failures", "Operations in process the disk failed.");
    }

    /// Opens the store, makes its folders when they are missing and removes what writes that were
    /// cut off left behind.
    public static FileObjectStore open(Path root, InstantSource clock, Telemetry telemetry)
            throws IOException {
        StoreFolders folders = new StoreFolders(root.toAbsolutePath().normalize());
        Files.createDirectories(folders.temporary());
        Files.createDirectories(folders.bucketMetas());
        FileObjectStore store = new FileObjectStore(folders, clock, telemetry);
        new SidecarSweep(folders, store.objects.tree()).run();
        store.uploads.removeLeftovers();
        FolderSync.force(folders.meta());
        FolderSync.force(folders.buckets());
        FolderSync.force(folders.root());
        return store;
    }

    public Buckets buckets() {
        return buckets;
    }

    public ObjectFiles objects() {
        return objects;
    }

    public ObjectListing listing() {
        return listing;
    }

    public Uploads uploads() {
        return uploads;
    }

    @Override
    public StoredObject put(ObjectAddress address, ObjectAttributes attributes, ObjectBody body) {
        return guarded(
                address,
                () -> {
                    try (ObjectDraft draft = objects.draft(address.bucket())) {
                        OutputStream out = draft.stream();
                        body.writeTo(out);
                        out.flush();
                        if (body.bytes().isPresent() && body.bytes().getAsLong() != draft.bytes()) {
                            throw new ObjectStoreException(
                                    "IncompleteBody",
                                    "%s should have %d bytes but was given %d"
                                            .formatted(
                                                    address,
                                                    body.bytes().getAsLong(),
                                                    draft.bytes()));
                        }
                        FileObject object =
                                objects.commit(
                                        address, metadata(attributes), draft, WriteCondition.NONE);
                        putObjects.add(1);
                        putBytes.add(object.bytes());
                        return object.stored();
                    }
                });
    }

    @Override
    public Optional<StoredObject> head(ObjectAddress address) {
        return guarded(address, () -> objects.find(address).map(FileObject::stored));
    }

    @Override
    public ObjectContent open(ObjectAddress address, long firstByte, long byteCount) {
        return guarded(
                address,
                () -> {
                    OpenObject open = objects.open(address);
                    long size = open.object().bytes();
                    if (firstByte < 0 || byteCount < 0 || firstByte > size) {
                        open.close();
                        throw new ObjectStoreException(
                                "InvalidRange",
                                "%s has %d bytes; the range begins at %d"
                                        .formatted(address, size, firstByte));
                    }
                    long count = Math.min(byteCount, size - firstByte);
                    open.channel().position(firstByte);
                    InputStream rest = Channels.newInputStream(open.channel());
                    readBytes.add(count);
                    return new ObjectContent(
                            open.object().stored(), count, new BoundedStream(rest, count));
                });
    }

    @Override
    public List<StoredObject> list(String bucket, String prefix, String afterKey, int countMax) {
        return guarded(
                bucket,
                () ->
                        listing
                                .list(bucket, new ListQuery(prefix, "", afterKey, countMax))
                                .objects()
                                .stream()
                                .map(FileObject::stored)
                                .toList());
    }

    @Override
    public void delete(ObjectAddress address) {
        guarded(
                address,
                () -> {
                    objects.delete(address, WriteCondition.NONE);
                    return true;
                });
    }

    /// Gives an object's present content a second name outside the store, where it stays readable
    /// when the object is replaced or removed. Whoever asked for it removes it, and never writes to
    /// it.
    ///
    /// @param link on the same file system; its folder exists, it does not
    /// @throws ObjectStoreException `NoSuchKey`, `NoSuchBucket`
    /// @throws IOException when there can be no second name: another file system, or one that has
    ///   no such thing
    public void link(ObjectAddress address, Path link) throws IOException {
        objects.link(address, link);
    }

    private interface Work<T> {
        T run() throws IOException;
    }

    private <T> T guarded(Object subject, Work<T> work) {
        try {
            return work.run();
        } catch (IOException e) {
            failures.add(1);
            throw new ObjectStoreException(
                    "InternalError", "the disk failed for " + subject + ": " + e, e);
        }
    }

    private static ObjectMetadata metadata(ObjectAttributes attributes) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(ObjectMetadata.CONTENT_TYPE, attributes.contentType());
        attributes
                .contentEncoding()
                .ifPresent(value -> headers.put(ObjectMetadata.CONTENT_ENCODING, value));
        if (attributes.kmsKeyArn().isPresent()) {
            headers.put(ObjectMetadata.ENCRYPTION, "aws:kms");
            headers.put(ObjectMetadata.KMS_KEY, attributes.kmsKeyArn().get());
        }
        return ObjectMetadata.of("", headers, attributes.userMetadata());
    }

    private static Telemetry.Counter counter(Telemetry telemetry, String what, String help) {
        return telemetry.counter("hydrant_storage_" + what + "_total", help, Labels.NONE);
    }
}
