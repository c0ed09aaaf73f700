package io.hydrant.storage.object;

import java.util.List;
import java.util.Optional;

/// A store of objects in buckets. Safe for use by many threads. Blocks; throws
/// [ObjectStoreException].
public interface ObjectStore {
    /// Writes a whole object, or nothing. When it returns, the object survives power loss and every
    /// reader sees it. Writing a key again replaces the object.
    StoredObject put(ObjectAddress address, ObjectAttributes attributes, ObjectBody body);

    /// Whether the object is there, and what is known of it.
    Optional<StoredObject> head(ObjectAddress address);

    /// Opens an object, or a part of it, for reading.
    ///
    /// @param firstByte 0 for the start
    /// @param byteCount `Long.MAX_VALUE` for all the rest
    ObjectContent open(ObjectAddress address, long firstByte, long byteCount);

    /// Up to `countMax` objects under a prefix, in UTF-8 byte order of their keys, after `afterKey`
    /// (empty: from the first).
    List<StoredObject> list(String bucket, String prefix, String afterKey, int countMax);

    /// Removes an object; nothing happens when it is not there.
    void delete(ObjectAddress address);
}
