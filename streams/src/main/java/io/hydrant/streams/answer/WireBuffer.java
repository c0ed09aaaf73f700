package io.hydrant.streams.answer;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Optional;

/// Bytes of an answer: kept in one array that grows, or passed on to a stream whenever the array is
/// full. For one thread.
public final class WireBuffer {
    private static final int STREAMING_BYTES = 64 << 10;

    private final Optional<OutputStream> out;
    private byte[] bytes;
    private int size;

    private WireBuffer(Optional<OutputStream> out, int capacity) {
        this.out = out;
        this.bytes = new byte[capacity];
    }

    /// Keeps everything.
    public static WireBuffer growing(int bytesExpected) {
        return new WireBuffer(Optional.empty(), bytesExpected);
    }

    /// Passes on what is full; the rest at [#flush()].
    public static WireBuffer to(OutputStream out) {
        return new WireBuffer(Optional.of(out), STREAMING_BYTES);
    }

    /// The array, with room for so many bytes at [#size()]; see [#advance]. Valid until the next
    /// call.
    ///
    /// @throws UncheckedIOException when the stream fails
    public byte[] room(int count) {
        if (count > bytes.length - size) {
            flush();
            if (count > bytes.length - size) {
                int doubled = (int) Math.min(2L * bytes.length, Integer.MAX_VALUE - 8);
                bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(size, count), doubled));
            }
        }
        return bytes;
    }

    /// How many bytes are in the array.
    public int size() {
        return size;
    }

    /// So many bytes were written to the array behind [#size()].
    public void advance(int count) {
        size += count;
    }

    public void put(byte value) {
        room(1)[size] = value;
        size++;
    }

    public void put(byte[] source) {
        put(source, 0, source.length);
    }

    public void put(byte[] source, int start, int count) {
        System.arraycopy(source, start, room(count), size, count);
        size += count;
    }

    /// What is kept.
    public byte[] toBytes() {
        return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
    }

    /// Passes everything on, when there is a stream to pass it to.
    ///
    /// @throws UncheckedIOException when the stream fails
    public void flush() {
        if (out.isPresent()) {
            writeTo(out.get());
            size = 0;
        }
    }

    /// Writes what is in the array.
    ///
    /// @throws UncheckedIOException when the stream fails
    public void writeTo(OutputStream other) {
        try {
            other.write(bytes, 0, size);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
