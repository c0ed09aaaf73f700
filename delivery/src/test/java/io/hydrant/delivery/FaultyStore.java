package io.hydrant.delivery;

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
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;

/// An object store in memory whose puts fail as a script says.
public final class FaultyStore implements ObjectStore {
    /// What becomes of a put.
    public enum Fault {
        NONE,
        /// Refused; nothing is stored.
        REFUSED,
        /// Cut off in the middle of the body; nothing is stored.
        CUT_OFF,
        /// Stored, but the answer is lost.
        ANSWER_LOST
    }

    private final Map<String, byte[]> objects = new ConcurrentSkipListMap<>();
    private final Map<String, ObjectAttributes> attributes = new ConcurrentSkipListMap<>();
    private volatile Supplier<Fault> script = () -> Fault.NONE;
    private volatile String deniedPrefix = "\0";

    public FaultyStore failing(Supplier<Fault> faults) {
        script = faults;
        return this;
    }

    /// Lets nobody write below a prefix of `bucket/key`.
    public FaultyStore denying(String prefix) {
        deniedPrefix = prefix;
        return this;
    }

    /// Objects by `bucket/key`.
    public Map<String, byte[]> objects() {
        return objects;
    }

    public ObjectAttributes attributes(String bucketAndKey) {
        return attributes.get(bucketAndKey);
    }

    @Override
    public StoredObject put(ObjectAddress address, ObjectAttributes given, ObjectBody body) {
        Fault fault = script.get();
        if (fault == Fault.REFUSED) {
            throw new ObjectStoreException("SlowDown", "Please reduce your request rate.");
        }
        if ((address.bucket() + "/" + address.key()).startsWith(deniedPrefix)) {
            throw new ObjectStoreException("AccessDenied", "Access Denied");
        }
        byte[] bytes = render(body);
        if (body.bytes().isPresent() && body.bytes().getAsLong() != bytes.length) {
            throw new ObjectStoreException(
                    "IncompleteBody",
                    "announced " + body.bytes().getAsLong() + " bytes, wrote " + bytes.length);
        }
        if (fault == Fault.CUT_OFF) {
            throw new ObjectStoreException("ConnectionFailed", "connection reset");
        }
        String name = address.bucket() + "/" + address.key();
        objects.put(name, bytes);
        attributes.put(name, given);
        if (fault == Fault.ANSWER_LOST) {
            throw new ObjectStoreException("ConnectionFailed", "timed out waiting for the answer");
        }
        return new StoredObject(address, bytes.length, "etag", Instant.EPOCH);
    }

    @Override
    public Optional<StoredObject> head(ObjectAddress address) {
        return Optional.ofNullable(objects.get(address.bucket() + "/" + address.key()))
                .map(bytes -> new StoredObject(address, bytes.length, "etag", Instant.EPOCH));
    }

    @Override
    public ObjectContent open(ObjectAddress address, long firstByte, long byteCount) {
        byte[] bytes = objects.get(address.bucket() + "/" + address.key());
        StoredObject object = head(address).orElseThrow();
        return new ObjectContent(object, bytes.length, new ByteArrayInputStream(bytes));
    }

    @Override
    public List<StoredObject> list(String bucket, String prefix, String afterKey, int countMax) {
        return objects.keySet().stream()
                .filter(name -> name.startsWith(bucket + "/" + prefix))
                .map(name -> new ObjectAddress(bucket, name.substring(bucket.length() + 1)))
                .filter(address -> address.key().compareTo(afterKey) > 0)
                .limit(countMax)
                .map(address -> head(address).orElseThrow())
                .toList();
    }

    @Override
    public void delete(ObjectAddress address) {
        objects.remove(address.bucket() + "/" + address.key());
    }

    private static byte[] render(ObjectBody body) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            body.writeTo(out);
        } catch (IOException e) {
            throw new ObjectStoreException("InternalError", "rendering failed", e);
        }
        return out.toByteArray();
    }
}
