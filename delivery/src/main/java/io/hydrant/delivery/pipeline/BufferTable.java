package io.hydrant.delivery.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Buffers by their keys. For one thread.
///
/// Hashes lie beside each other, so that no other buffer is looked at until there is one that is
/// most probably the right one: with thousands of buffers each look at one is a cache miss. Linear
/// probing, at most half full.
final class BufferTable {
    private static final int SLOTS_MIN = 64;
    private static final int SPREAD = 0x9E3779B9;

    private int[] hashes = new int[SLOTS_MIN];

    /// `null` where nothing is.
    private OpenBuffer[] buffers = new OpenBuffer[SLOTS_MIN];

    private int count;

    int count() {
        return count;
    }

    List<OpenBuffer> all() {
        List<OpenBuffer> all = new ArrayList<>(count);
        for (OpenBuffer buffer : buffers) {
            if (buffer != null) {
                all.add(buffer);
            }
        }
        return all;
    }

    Optional<OpenBuffer> find(BufferKey key) {
        int hash = key.hashCode();
        for (int slot = firstOf(hash); buffers[slot] != null; slot = next(slot)) {
            if (hashes[slot] == hash && buffers[slot].key().equals(key)) {
                return Optional.of(buffers[slot]);
            }
        }
        return Optional.empty();
    }

    /// The first buffer with the hash of the key, most probably the one of the key; `null` only if
    /// the key has none. Looks at no buffer.
    OpenBuffer likely(BufferKey key) {
        int hash = key.hashCode();
        int slot = firstOf(hash);
        while (buffers[slot] != null && hashes[slot] != hash) {
            slot = next(slot);
        }
        return buffers[slot];
    }

    /// @param buffer of a key that has none
    void add(OpenBuffer buffer) {
        if (2 * (count + 1) > buffers.length) {
            grow();
        }
        put(buffer);
        count++;
    }

    void remove(OpenBuffer buffer) {
        int gap = firstOf(buffer.hash());
        while (buffers[gap] != buffer) {
            gap = next(gap);
        }
        count--;
        // What comes behind moves up, so that none is behind a slot that is empty.
        for (int slot = next(gap); buffers[slot] != null; slot = next(slot)) {
            int wanted = firstOf(hashes[slot]);
            if ((slot - wanted & mask()) >= (slot - gap & mask())) {
                buffers[gap] = buffers[slot];
                hashes[gap] = hashes[slot];
                gap = slot;
            }
        }
        buffers[gap] = null;
    }

    private void grow() {
        List<OpenBuffer> all = all();
        hashes = new int[2 * hashes.length];
        buffers = new OpenBuffer[2 * buffers.length];
        all.forEach(this::put);
    }

    private void put(OpenBuffer buffer) {
        int slot = firstOf(buffer.hash());
        while (buffers[slot] != null) {
            slot = next(slot);
        }
        hashes[slot] = buffer.hash();
        buffers[slot] = buffer;
    }

    private int firstOf(int hash) {
        int spread = hash * SPREAD;
        return (spread ^ spread >>> 16) & mask();
    }

    private int next(int slot) {
        return slot + 1 & mask();
    }

    private int mask() {
        return buffers.length - 1;
    }
}
