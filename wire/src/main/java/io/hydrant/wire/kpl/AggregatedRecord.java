package io.hydrant.wire.kpl;

import java.nio.ByteBuffer;
import java.util.Optional;

/// An aggregated record, read: its user records as views of the bytes they came in.
public final class AggregatedRecord {
    private AggregatedRecord() {}

    /// Whether the bytes begin like an aggregate. Cheap; says nothing of the rest.
    public static boolean beginsLikeOne(ByteBuffer record) {
        throw new UnsupportedOperationException();
    }

    /// Empty when it is an ordinary record: too short, another magic number, a wrong digest, or not
    /// the protobuf message. Such a record is passed on as it is.
    ///
    /// @param record from position to limit; not moved
    public static Optional<AggregatedRecord> parse(ByteBuffer record) {
        throw new UnsupportedOperationException();
    }

    /// How many user records there are; may be 0.
    public int count() {
        throw new UnsupportedOperationException();
    }

    /// A view of the data of user record `index`.
    public ByteBuffer data(int index) {
        throw new UnsupportedOperationException();
    }

    public String partitionKey(int index) {
        throw new UnsupportedOperationException();
    }

    /// Decimal, when the producer gave one.
    public Optional<String> explicitHashKey(int index) {
        throw new UnsupportedOperationException();
    }
}
