package io.hydrant.streams.log.segmented;

import java.io.IOException;
import java.nio.ByteBuffer;

/// An open file. For one thread.
public interface LogFile extends AutoCloseable {
    long bytes() throws IOException;

    /// Reads at a position; may read fewer bytes than asked for.
    ///
    /// @return bytes read, or -1 at the end of the file
    int read(ByteBuffer target, long position) throws IOException;

    /// Writes the sources one after another from a position on; may write fewer bytes than they
    /// have.
    ///
    /// @return bytes written
    /// @throws DiskFull when there is no space left
    long write(ByteBuffer[] sources, long position) throws IOException;

    void truncate(long bytes) throws IOException;

    /// Brings the file's contents, and whatever is needed to read them back (its size included), to
    /// the disk.
    ///
    /// @param metadata whether the rest of the metadata must follow
    void force(boolean metadata) throws IOException;

    @Override
    void close() throws IOException;
}
