package org.apache.hadoop.fs;

/// Only its name is used, in the signatures of others.
public abstract class FileSystem {
    /// Only its name is used, in the signatures of others.
    public static final class Statistics {
        private Statistics() {}
    }
}
