package org.apache.hadoop.fs;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.List;
import java.util.function.IntFunction;

/// An open file, read at any place. For one thread.
public final class FSDataInputStream implements Closeable {
    private final FileChannel file;

    public FSDataInputStream(FileChannel file) {
        this.file = file;
    }

    public void readFully(long position, byte[] target, int offset, int length) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(target, offset, length);
        while (rest.hasRemaining()) {
            int got = file.read(rest, position + length - rest.remaining());
            if (got < 0) {
                throw new EOFException(
                        "the file ends at %d, before %d".formatted(file.size(), position + length));
            }
        }
    }

    public void seek(long position) throws IOException {
        file.position(position);
    }

    /// Reads parts of the file, one after the other.
    ///
    /// @param buffers gives buffers of at least so many bytes
    public void readVectored(List<? extends FileRange> ranges, IntFunction<ByteBuffer> buffers)
            throws IOException {
        for (FileRange range : ranges) {
            ByteBuffer buffer = buffers.apply(range.getLength());
            byte[] bytes = new byte[range.getLength()];
            readFully(range.getOffset(), bytes, 0, bytes.length);
            buffer.clear();
            buffer.put(bytes).flip();
            range.getData().complete(buffer);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
