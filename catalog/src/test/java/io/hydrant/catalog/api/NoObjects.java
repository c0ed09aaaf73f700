package io.hydrant.catalog.api;

import io.hydrant.storage.object.ObjectAddress;
import io.hydrant.storage.object.ObjectAttributes;
import io.hydrant.storage.object.ObjectBody;
import io.hydrant.storage.object.ObjectContent;
import io.hydrant.storage.object.ObjectStore;
import io.hydrant.storage.object.StoredObject;

import java.util.List;
import java.util.Optional;

/// A store without objects, which takes none.
final class NoObjects implements ObjectStore {
    @Override
    public StoredObject put(ObjectAddress address, ObjectAttributes attributes, ObjectBody body) {
        throw new AssertionError(address + " was written");
    }

    @Override
    public Optional<StoredObject> head(ObjectAddress address) {
        return Optional.empty();
    }

    @Override
    public ObjectContent open(ObjectAddress address, long firstByte, long byteCount) {
        throw new AssertionError(address + " was read");
    }

    @Override
    public List<StoredObject> list(String bucket, String prefix, String afterKey, int countMax) {
        return List.of();
    }

    @Override
    public void delete(ObjectAddress address) {
        throw new AssertionError(address + " was deleted");
    }
}
