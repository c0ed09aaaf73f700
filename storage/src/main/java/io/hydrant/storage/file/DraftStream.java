package io.hydrant.storage.file;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.Objects;

/// Writes to an [ObjectDraft]: small pieces are gathered, large ones go to the file as they are.
///
/// Used by one thread.
final class DraftStream extends OutputStream implements WritableByteChannel {
    private static final int GATHERED_BYTES = 64 * 1024;

    /// From here on a system call costs less than one more copy.
    private static final int LARGE_BYTES = 16 * 1024;

    private final ObjectDraft draft;
    private ByteBuffer gathered = ByteBuffer.allocate(0);

    DraftStream(ObjectDraft draft) {
        this.draft = draft;
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] source, int offset, int count) throws IOException {
        Objects.checkFromIndexSize(offset, count, source.length);
        write(ByteBuffer.wrap(source, offset, count));
    }

    /// Takes all of it.
    @Override
    public int write(ByteBuffer source) throws IOException {
        int count = source.remaining();
        if (count >= LARGE_BYTES) {
            flush();
            draft.write(source);
        } else if (count > 0) {
            gather(source);
        }
        return count;
    }

    private void gather(ByteBuffer source) throws IOException {
        if (gathered.capacity() == 0) {
            gathered = ByteBuffer.allocate(GATHERED_BYTES);
        }
        if (source.remaining() > gathered.remaining()) {
            flush();
        }
        gathered.put(source);
    }

    @Override
    public void flush() throws IOException {
        if (gathered.position() > 0) {
            draft.write(gathered.flip());
            gathered.clear();
        }
    }

    /// Leaves the draft open: whoever made it finishes or drops it.
    @Override
    public void close() throws IOException {
        flush();
    }

    @Override
    public boolean isOpen() {
        return true;
    }
}
