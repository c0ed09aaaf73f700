package io.hydrant.delivery.gather;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32C;

/// A file of extents. It is written at its end only and deleted when none of its extents is needed.
///
/// Handles are of the kind that an interrupt does not close: threads that append for one stream
/// write what other streams hold. Its end and its count are guarded by the [StagingFiles] it is of.
final class StagingFile {
    /// Chunks of small partitions have 512 bytes and more: writing each by itself costs more than
    /// one more copy.
    private static final int GATHERED_BYTES = 64 << 10;

    private final Path path;
    private final RandomAccessFile output;
    private final byte[] gathered = new byte[GATHERED_BYTES];
    private long end;
    private int extentCount;

    private StagingFile(Path path, RandomAccessFile output) {
        this.path = path;
        this.output = output;
    }

    static StagingFile create(Path path) throws IOException {
        return new StagingFile(path, new RandomAccessFile(path.toFile(), "rw"));
    }

    Path path() {
        return path;
    }

    /// A handle for one reader.
    RandomAccessFile input() throws IOException {
        return new RandomAccessFile(path.toFile(), "r");
    }

    /// Writes the chunks' records one behind the other. What was written in vain is overwritten by
    /// the next. For one thread at a time.
    Extent write(List<Chunk> chunks) throws IOException {
        long position = end;
        CRC32C checksum = new CRC32C();
        int length = 0;
        int gatheredBytes = 0;
        output.seek(position);
        for (Chunk chunk : chunks) {
            if (gatheredBytes + chunk.used() > GATHERED_BYTES) {
                write(gathered, gatheredBytes, checksum);
                gatheredBytes = 0;
            }
            if (chunk.used() > GATHERED_BYTES) {
                write(chunk.bytes(), chunk.used(), checksum);
            } else {
                System.arraycopy(chunk.bytes(), 0, gathered, gatheredBytes, chunk.used());
                gatheredBytes += chunk.used();
            }
            length += chunk.used();
        }
        write(gathered, gatheredBytes, checksum);
        return new Extent(this, position, length, (int) checksum.getValue());
    }

    private void write(byte[] bytes, int count, CRC32C checksum) throws IOException {
        output.write(bytes, 0, count);
        checksum.update(bytes, 0, count);
    }

    long end() {
        return end;
    }

    void grow(int bytes) {
        end += bytes;
    }

    /// One extent more is needed.
    void keep() {
        extentCount++;
    }

    /// Returns whether that was the last extent.
    boolean letGo() {
        return --extentCount == 0;
    }

    void delete() throws IOException {
        output.close();
        Files.deleteIfExists(path);
    }
}
