package io.hydrant.query.engine.spool;

import io.hydrant.storage.object.ObjectAddress;
import io.hydrant.storage.object.ObjectStoreException;

import java.io.IOException;
import java.nio.file.Path;

/// Objects that are files of this machine. Safe for use by many threads.
public interface LocalObjects {
    LocalObjects NONE = (address, link) -> false;

    /// Gives an object's present content a second name, under which it stays readable when the
    /// object is replaced or removed.
    ///
    /// @return false when the object's bucket is elsewhere
    /// @throws ObjectStoreException when there is no such object
    /// @throws IOException when the file system cannot do that: then it is copied
    boolean link(ObjectAddress address, Path link) throws IOException;
}
