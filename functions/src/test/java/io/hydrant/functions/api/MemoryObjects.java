package io.hydrant.functions.api;

import io.hydrant.storage.object.ObjectAddress;
import io.hydrant.storage.object.ObjectAttributes;
import io.hydrant.storage.object.ObjectBody;
import io.hydrant.storage.object.ObjectContent;
import io.hydrant.storage.object.ObjectStore;
import io.hydrant.storage.object.ObjectStoreException;
import io.hydrant.storage.object.StoredObject;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Objects in memory; every bucket but `missing` is there.
public final class MemoryObjects implements ObjectStore {
    public final Map<String, byte[]> byAddress = new TreeMap<>();

    @Override
    public StoredObject put(ObjectAddress address, ObjectAttributes attributes, ObjectBody body) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            body.writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        byAddress.put(address.toString(), out.toByteArray());
        return stored(address);
    }

    private StoredObject stored(ObjectAddress address) {
        return new StoredObject(
                address, byAddress.get(address.toString()).length, "etag", Instant.EPOCH);
    }

    @Override
    public Optional<StoredObject> head(ObjectAddress address) {
        return byAddress.containsKey(address.toString())
                ? Optional.of(stored(address))
                : Optional.empty();
    }

    @Override
    public ObjectContent open(ObjectAddress address, long firstByte, long byteCount) {
        if (address.bucket().equals("missing")) {
            throw new ObjectStoreException("NoSuchBucket", "no bucket missing");
        }
        StoredObject object =
                head(address)
                        .orElseThrow(() -> new ObjectStoreException("NoSuchKey", "no " + address));
        byte[] bytes = byAddress.get(address.toString());
        return new ObjectContent(object, bytes.length, new ByteArrayInputStream(bytes));
    }

    @Override
    public List<StoredObject> list(String bucket, String prefix, String afterKey, int countMax) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void delete(ObjectAddress address) {
        byAddress.remove(address.toString());
    }
}
