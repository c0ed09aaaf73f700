package io.hydrant.formats.rows;

/// Rows in memory, one behind the other. Guarded by the store that has it.
final class Chunk implements Segment {
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

    int room() {
        return bytes.length - used;
    }

    /// Takes the next `length` bytes; returns where they begin.
    int use(int length) {
        int from = used;
        used += length;
        return from;
    }
}
