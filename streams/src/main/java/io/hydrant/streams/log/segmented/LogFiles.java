package io.hydrant.streams.log.segmented;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// What the log asks of a file system; a seam so that tests can lose power and fill disks.
///
/// Names become durable with [#syncDirectory(Path)], contents with [LogFile#force(boolean)].
public interface LogFiles {
    /// The operating system's files.
    static LogFiles local() {
        return new LocalLogFiles();
    }

    /// Opens an existing file, or creates an empty one if asked to.
    LogFile open(Path file, Access access) throws IOException;

    /// What is in a directory, in no order; nothing when it does not exist.
    List<Entry> list(Path directory) throws IOException;

    boolean exists(Path path);

    /// Creates a directory whose parent exists.
    void createDirectory(Path directory) throws IOException;

    /// Renames within a directory; replaces a file that has the name already.
    void rename(Path from, Path to) throws IOException;

    /// Removes a file or an empty directory; nothing happens when it does not exist.
    void delete(Path path) throws IOException;

    void syncDirectory(Path directory) throws IOException;

    /// Bytes this process may still write to the file system of this directory.
    long usableBytes(Path directory) throws IOException;

    /// How a file is opened.
    enum Access {
        READ,
        WRITE,
        CREATE
    }

    /// @param bytes size of a file; 0 for a directory
    record Entry(String name, boolean directory, long bytes) {}
}
