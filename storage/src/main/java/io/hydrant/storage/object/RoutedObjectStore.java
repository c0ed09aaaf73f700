package io.hydrant.storage.object;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Sends each bucket to the store that has it. Safe for use by many threads.
public final class RoutedObjectStore implements ObjectStore {
    private final Map<String, ObjectStore> byBucket;
    private final ObjectStore others;

    /// @param byBucket stores of buckets named one by one
    /// @param others the store of all other buckets
    public RoutedObjectStore(Map<String, ObjectStore> byBucket, ObjectStore others) {
        this.byBucket = Map.copyOf(byBucket);
        this.others = others;
    }

    @Override
    public StoredObject put(ObjectAddress address, ObjectAttributes attributes, ObjectBody body) {
        return of(address.bucket()).put(address, attributes, body);
    }

    @Override
    public Optional<StoredObject> head(ObjectAddress address) {
        return of(address.bucket()).head(address);
    }

    @Override
    public ObjectContent open(ObjectAddress address, long firstByte, long byteCount) {
        return of(address.bucket()).open(address, firstByte, byteCount);
    }

    @Override
    public List<StoredObject> list(String bucket, String prefix, String afterKey, int countMax) {
        return of(bucket).list(bucket, prefix, afterKey, countMax);
    }

    @Override
    public void delete(ObjectAddress address) {
        of(address.bucket()).delete(address);
    }

    private ObjectStore of(String bucket) {
        return byBucket.getOrDefault(bucket, others);
    }
}
