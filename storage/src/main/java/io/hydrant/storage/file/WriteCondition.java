package io.hydrant.storage.file;

import io.hydrant.storage.object.ObjectStoreException;

import java.util.Optional;

/// Under which condition an object may be written or removed.
public sealed interface WriteCondition {
    WriteCondition NONE = new Always();

    /// Whatever is there.
    record Always() implements WriteCondition {}

    /// Only where no object is.
    record IfAbsent() implements WriteCondition {}

    /// Only in place of the object with this ETag (without quotes; `*` for any).
    record IfMatch(String etag) implements WriteCondition {}

    /// @throws ObjectStoreException `PreconditionFailed`, or `NoSuchKey` where an object was
    ///   expected
    default void check(Optional<FileObject> current) {
        switch (this) {
            case Always _ -> {}
            case IfAbsent _ -> {
                if (current.isPresent()) {
                    throw failed("If-None-Match");
                }
            }
            case IfMatch(String etag) -> {
                if (current.isEmpty()) {
                    throw new ObjectStoreException(
                            "NoSuchKey", "The specified key does not exist.");
                }
                if (!etag.equals("*") && !etag.equals(current.get().etag())) {
                    throw failed("If-Match");
                }
            }
        }
    }

    private static ObjectStoreException failed(String condition) {
        return new ObjectStoreException(
                "PreconditionFailed",
                "At least one of the pre-conditions you specified did not hold: " + condition);
    }
}
