package org.apache.hadoop.fs;

import org.apache.hadoop.conf.Configuration;

/// The name of a file.
public final class Path {
    private final String name;

    public Path(String name) {
        this.name = name;
    }

    /// There is none that everybody knows: readers are given theirs.
    public FileSystem getFileSystem(Configuration configuration) {
        throw new UnsupportedOperationException("no file system of " + name);
    }

    @Override
    public String toString() {
        return name;
    }
}
