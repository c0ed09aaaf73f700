package io.hydrant.delivery.explain;

import io.hydrant.storage.object.ObjectAddress;
import io.hydrant.storage.object.ObjectAttributes;
import io.hydrant.storage.object.ObjectBody;
import io.hydrant.storage.object.ObjectContent;
import io.hydrant.storage.object.ObjectStore;
import io.hydrant.storage.object.StoredObject;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Remembers what was put, by key. For one thread.
final class CapturingStore implements ObjectStore {
    private final Map<String, Captured> objects = new HashMap<>();

    /// @param encoding the object's `Content-Encoding`
    record Captured(byte[] bytes, Optional<String> encoding) {}

    Optional<Captured> captured(String key) {
        return Optional.ofNullable(objects.get(key));
    }

    @Override
    public StoredObject put(ObjectAddress address, ObjectAttributes attributes, ObjectBody body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            body.writeTo(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("nothing that is read here can fail", e);
        }
        objects.put(address.key(), new Captured(bytes.toByteArray(), attributes.contentEncoding()));
        return new StoredObject(address, bytes.size(), "", Instant.EPOCH);
    }

    @Override
    public Optional<StoredObject> head(ObjectAddress address) {
        return Optional.empty();
    }

    @Override
    public ObjectContent open(ObjectAddress address, long firstByte, long byteCount) {
        throw new UnsupportedOperationException("delivery reads no objects");
    }

    @Override
    public List<StoredObject> list(String bucket, String prefix, String afterKey, int countMax) {
        throw new UnsupportedOperationException("delivery lists no objects");
    }

    @Override
    public void delete(ObjectAddress address) {
        throw new UnsupportedOperationException("delivery deletes no objects");
    }
}
