package io.hydrant.wire.kpl;

import java.util.Optional;

/// Collects user records into one aggregated record. For one thread.
public final class Aggregate {
    /// What [#toBytes()] would give after one more record, without changing anything.
    public int bytesWith(String partitionKey, Optional<String> explicitHashKey, int dataBytes) {
        throw new UnsupportedOperationException();
    }

    public void add(String partitionKey, Optional<String> explicitHashKey, byte[] data) {
        throw new UnsupportedOperationException();
    }

    public int count() {
        throw new UnsupportedOperationException();
    }

    /// The record to put.
    public byte[] toBytes() {
        throw new UnsupportedOperationException();
    }
}
