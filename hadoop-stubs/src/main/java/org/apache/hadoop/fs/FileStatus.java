package org.apache.hadoop.fs;

/// What is known of a file.
public final class FileStatus {
    private final long length;

    public FileStatus(long length) {
        this.length = length;
    }

    /// Bytes.
    public long getLen() {
        return length;
    }

    /// Not known: files that are read do not change.
    public long getModificationTime() {
        return 0;
    }
}
