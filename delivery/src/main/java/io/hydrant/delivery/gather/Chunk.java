package io.hydrant.delivery.gather;

import io.hydrant.formats.json.RowReader;

/// Records in memory, one behind the other. Guarded by the store that has it.
final class Chunk implements Segment {
    /// Behind the last record, so that a reader may look there.
    static final int SLACK_BYTES = RowReader.SLACK_BYTES;

    /// Has no room.
    static final Chunk NONE = new Chunk(new byte[0]);

    private final byte[] bytes;
    private int used;

    Chunk(byte[] bytes) {
        this.bytes = bytes;
    }

    byte[] bytes() {
        return bytes;
    }

    int used() {
        return used;
    }

    /// Negative if it has no room at all.
    int room() {
        return bytes.length - SLACK_BYTES - used;
    }

    /// Makes it empty, for another store.
    void clear() {
        used = 0;
    }

    /// Takes the next `length` bytes; returns where they begin.
    int use(int length) {
        int from = used;
        used += length;
        return from;
    }
}
