package io.hydrant.delivery.plan;

/// How an object's records are compressed.
public enum Compression {
    UNCOMPRESSED,
    GZIP,
    ZIP,
    SNAPPY,
    HADOOP_SNAPPY
}
