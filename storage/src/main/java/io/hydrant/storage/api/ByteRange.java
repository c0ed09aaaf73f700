package io.hydrant.storage.api;

/// A stretch of an object's bytes.
record ByteRange(long first, long count) {}
