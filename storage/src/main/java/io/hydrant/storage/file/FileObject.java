package io.hydrant.storage.file;

import io.hydrant.storage.object.ObjectAddress;
import io.hydrant.storage.object.StoredObject;

import java.time.Instant;

/// An object of the file store.
public record FileObject(
        ObjectAddress address, long bytes, Instant lastModified, ObjectMetadata metadata) {
    public String etag() {
        return metadata.etag();
    }

    public StoredObject stored() {
        return new StoredObject(address, bytes, etag(), lastModified);
    }
}
