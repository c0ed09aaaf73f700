package io.hydrant.delivery.gather;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.util.Optional;
import java.util.zip.CRC32C;

/// Reads extents, each as a whole. For one thread.
final class StagedInput implements Closeable {
    private Optional<Handle> handle = Optional.empty();
    private byte[] bytes = new byte[0];

    private record Handle(StagingFile file, RandomAccessFile input) {}

    /// The extent's bytes, with [Chunk#SLACK_BYTES] behind them; what is behind them is anything.
    /// Valid until the next call.
    byte[] read(Extent extent) throws IOException {
        int needed = extent.bytes() + Chunk.SLACK_BYTES;
        if (bytes.length < needed) {
            bytes = new byte[needed];
        }
        RandomAccessFile input = handleOf(extent.file()).input();
        input.seek(extent.position());
        input.readFully(bytes, 0, extent.bytes());
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, 0, extent.bytes());
        if ((int) checksum.getValue() != extent.checksum()) {
            throw new IOException(
                    "staging file "
                            + extent.file().path()
                            + " is damaged in the "
                            + extent.bytes()
                            + " bytes from "
                            + extent.position());
        }
        return bytes;
    }

    private Handle handleOf(StagingFile file) throws IOException {
        if (handle.isPresent() && handle.get().file() == file) {
            return handle.get();
        }
        close();
        Handle opened = new Handle(file, file.input());
        handle = Optional.of(opened);
        return opened;
    }

    @Override
    public void close() throws IOException {
        if (handle.isPresent()) {
            RandomAccessFile input = handle.get().input();
            handle = Optional.empty();
            input.close();
        }
    }
}
