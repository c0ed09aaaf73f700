package org.apache.hadoop.fs;

import java.io.IOException;

/// Files that can be read. Whoever reads makes one.
public abstract class FileSystem {
    public abstract FSDataInputStream open(Path path) throws IOException;

    public abstract FileStatus getFileStatus(Path path) throws IOException;

    public Path makeQualified(Path path) {
        return path;
    }

    /// Only its name is used, in the signatures of others.
    public static final class Statistics {
        private Statistics() {}
    }
}
