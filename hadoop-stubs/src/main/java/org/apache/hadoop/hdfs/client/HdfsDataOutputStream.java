package org.apache.hadoop.hdfs.client;

/// Only its name is used: no stream is one.
public final class HdfsDataOutputStream {
    private HdfsDataOutputStream() {}

    /// Only its name is used.
    public enum SyncFlag {
        END_BLOCK
    }
}
