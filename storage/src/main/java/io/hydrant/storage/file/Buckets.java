package io.hydrant.storage.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.hydrant.kernel.name.AccountId;
import io.hydrant.kernel.name.Region;
import io.hydrant.storage.object.ObjectStoreException;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// The buckets: a folder each, so one made by hand is one, too. Safe for use by many threads.
public final class Buckets {
    private static final Region DEFAULT_REGION = new Region("us-east-1");

    private final StoreFolders folders;
    private final DurableFiles files;
    private final FolderSync sync;
    private final BucketTree tree;
    private final InstantSource clock;

    /// Held while a bucket is made or removed, disk included: both are rare, and two at once must
    /// not mix.
    private final ReentrantLock shape = new ReentrantLock();

    Buckets(
            StoreFolders folders,
            DurableFiles files,
            FolderSync sync,
            BucketTree tree,
            InstantSource clock) {
        this.folders = folders;
        this.files = files;
        this.sync = sync;
        this.tree = tree;
        this.clock = clock;
    }

    /// Makes a bucket.
    ///
    /// @return false if it was there already
    /// @throws ObjectStoreException `InvalidBucketName`
    public boolean create(String name, Region region, AccountId owner) throws IOException {
        if (!BucketName.isValid(name)) {
            throw new ObjectStoreException(
                    "InvalidBucketName", "The specified bucket is not valid: " + name);
        }
        shape.lock();
        try {
            if (BucketTree.isFolder(folders.bucket(name))) {
                return false;
            }
            DurableFiles.removeTree(folders.bucketMeta(name));
            Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
            ObjectNode json = MetadataJson.object();
            json.put("name", name).put("region", region.value());
            json.put("owner", owner.value()).put("created", now.toString());
            files.write(description(name), MetadataJson.bytes(json));
            Files.createDirectory(folders.bucket(name));
            sync.sync(folders.buckets());
            return true;
        } finally {
            shape.unlock();
        }
    }

    public Optional<Bucket> find(String name) throws IOException {
        if (!BucketName.isValid(name) || !BucketTree.isFolder(folders.bucket(name))) {
            return Optional.empty();
        }
        Optional<byte[]> json = DurableFiles.read(description(name));
        if (json.isEmpty()) {
            Instant created = Files.getLastModifiedTime(folders.bucket(name)).toInstant();
            return Optional.of(new Bucket(name, DEFAULT_REGION, AccountId.DEFAULT, created));
        }
        JsonNode node = MetadataJson.parse(json.get());
        return Optional.of(
                new Bucket(
                        name,
                        new Region(node.path("region").asText()),
                        new AccountId(node.path("owner").asText()),
                        Instant.parse(node.path("created").asText())));
    }

    /// @throws ObjectStoreException `NoSuchBucket`
    public Bucket require(String name) throws IOException {
        return find(name)
                .orElseThrow(
                        () ->
                                new ObjectStoreException(
                                        "NoSuchBucket",
                                        "The specified bucket does not exist: " + name));
    }

    /// All buckets in order of their names.
    public List<Bucket> list() throws IOException {
        List<Bucket> buckets = new ArrayList<>();
        for (Path child : DurableFiles.children(folders.buckets())) {
            find(child.getFileName().toString()).ifPresent(buckets::add);
        }
        buckets.sort(Comparator.comparing(Bucket::name));
        return buckets;
    }

    /// Removes an empty bucket with its configurations and open uploads.
    ///
    /// @throws ObjectStoreException `NoSuchBucket`, `BucketNotEmpty`
    public void delete(String name) throws IOException {
        require(name);
        shape.lock();
        try {
            Path folder = folders.bucket(name);
            tree.forget(name);
            if (FolderLevel.holdsKeys(folder)) {
                throw notEmpty(name);
            }
            removeEmptyFolders(folder);
            sync.sync(folders.buckets());
            tree.forget(name);
            DurableFiles.removeTree(folders.bucketMeta(name));
        } catch (DirectoryNotEmptyException e) {
            throw notEmpty(name);
        } finally {
            shape.unlock();
        }
    }

    /// A configuration as it was put.
    ///
    /// @param kind a name of the caller's choice, used as a file name
    public Optional<byte[]> configuration(String bucket, String kind) throws IOException {
        require(bucket);
        return DurableFiles.read(folders.configurations(bucket).resolve(kind));
    }

    public void putConfiguration(String bucket, String kind, byte[] content) throws IOException {
        require(bucket);
        files.write(folders.configurations(bucket).resolve(kind), content);
    }

    public void deleteConfiguration(String bucket, String kind) throws IOException {
        require(bucket);
        Path folder = folders.configurations(bucket);
        if (Files.deleteIfExists(folder.resolve(kind))) {
            sync.sync(folder);
        }
    }

    private static void removeEmptyFolders(Path folder) throws IOException {
        for (Path child : DurableFiles.children(folder)) {
            if (!BucketTree.isFolder(child)) {
                throw new DirectoryNotEmptyException(folder.toString());
            }
            removeEmptyFolders(child);
        }
        Files.delete(folder);
    }

    private Path description(String name) {
        return folders.bucketMeta(name).resolve("bucket.json");
    }

    private static ObjectStoreException notEmpty(String name) {
        return new ObjectStoreException(
                "BucketNotEmpty", "The bucket you tried to delete is not empty: " + name);
    }
}
