package io.hydrant.storage.file;

import io.hydrant.storage.object.ObjectStoreException;

import java.nio.file.Path;
import java.util.List;

/// Where everything lies under the store's root; drawn in the package's description.
record StoreFolders(Path root) {
    static final String OBJECTS = "objects";
    static final String UPLOADS = "uploads";

    Path buckets() {
        return root.resolve("buckets");
    }

    Path meta() {
        return buckets().resolve(".meta");
    }

    Path temporary() {
        return meta().resolve("tmp");
    }

    Path bucketMetas() {
        return meta().resolve("buckets");
    }

    /// @throws ObjectStoreException `NoSuchBucket` for a name no bucket can have: only a checked
    ///   name ever becomes a path
    Path bucket(String bucket) {
        return buckets().resolve(checked(bucket));
    }

    Path bucketMeta(String bucket) {
        return bucketMetas().resolve(checked(bucket));
    }

    Path configurations(String bucket) {
        return bucketMeta(bucket).resolve("config");
    }

    Path sidecars(String bucket) {
        return bucketMeta(bucket).resolve(OBJECTS);
    }

    Path uploads(String bucket) {
        return bucketMeta(bucket).resolve(UPLOADS);
    }

    static Path resolve(Path folder, List<String> names) {
        Path path = folder;
        for (String name : names) {
            path = path.resolve(name);
        }
        return path;
    }

    private static String checked(String bucket) {
        if (!BucketName.isValid(bucket)) {
            throw new ObjectStoreException(
                    "NoSuchBucket", "The specified bucket does not exist: " + bucket);
        }
        return bucket;
    }
}
