package io.hydrant.delivery.pipeline;

import io.hydrant.delivery.buffer.DeliveryBuffer;

import java.time.Instant;

/// A buffer that takes records of a key. For one thread.
final class OpenBuffer {
    private final BufferKey key;
    private final int hash;
    private final DeliveryBuffer buffer;
    private final Instant due;
    private boolean open = true;

    /// @param buffer holds a record, so it is due at a moment that does not change
    OpenBuffer(BufferKey key, DeliveryBuffer buffer) {
        this.key = key;
        this.hash = key.hashCode();
        this.buffer = buffer;
        this.due = buffer.due();
    }

    BufferKey key() {
        return key;
    }

    /// Of the key.
    int hash() {
        return hash;
    }

    DeliveryBuffer buffer() {
        return buffer;
    }

    Instant due() {
        return due;
    }

    boolean isOpen() {
        return open;
    }

    /// Looks at what a comparison of its key touches, and at the buffer. What it returns means
    /// nothing.
    int look() {
        return key.look() + buffer.look();
    }

    /// It takes no more.
    void close() {
        open = false;
    }
}
