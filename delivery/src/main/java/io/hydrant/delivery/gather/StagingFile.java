package io.hydrant.delivery.gather;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/// A file of extents. It is written at its end only and deleted when none of its extents is needed.
///
/// Handles are of the kind that an interrupt does not close: threads that append for one stream
/// write what other streams hold. Its end and its count are guarded by the [StagingFiles] it is of.
final class StagingFile {
    /// Chunks of small partitions have 512 bytes and more: writing each by itself costs more than
    /// one more copy. Whole blocks at their own places cost the file system least.
    private static final int BLOCK_BYTES = 64 << 10;

    private final Path path;
    private final RandomAccessFile output;
    private final byte[] block = new byte[BLOCK_BYTES];
    private int blockBytes;

    /// Where the block is full: it ends at a multiple of its size in the file.
    private int blockEnd;

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

    /// Writes records, those of each list of chunks as an extent. What was written in vain is
    /// overwritten by the next. For one thread at a time.
    List<Extent> write(List<List<Chunk>> lists) throws IOException {
        List<Extent> extents = new ArrayList<>(lists.size());
        long position = end;
        output.seek(position);
        blockBytes = 0;
        blockEnd = BLOCK_BYTES - (int) (position % BLOCK_BYTES);
        for (List<Chunk> chunks : lists) {
            Extent extent = write(chunks, position);
            extents.add(extent);
            position += extent.bytes();
        }
        writeBlock();
        return extents;
    }

    private Extent write(List<Chunk> chunks, long position) throws IOException {
        CRC32C checksum = new CRC32C();
        int length = 0;
        for (Chunk chunk : chunks) {
            checksum.update(chunk.bytes(), 0, chunk.used());
            write(chunk.bytes(), chunk.used());
            length += chunk.used();
        }
        return new Extent(this, position, length, (int) checksum.getValue());
    }

    private void write(byte[] records, int count) throws IOException {
        int from = 0;
        while (from < count) {
            int part = Math.min(count - from, blockEnd - blockBytes);
            System.arraycopy(records, from, block, blockBytes, part);
            blockBytes += part;
            from += part;
            if (blockBytes == blockEnd) {
                writeBlock();
            }
        }
    }

    private void writeBlock() throws IOException {
        output.write(block, 0, blockBytes);
        blockBytes = 0;
        blockEnd = BLOCK_BYTES;
    }

    long end() {
        return end;
    }

    void grow(long bytes) {
        end += bytes;
    }

    /// So many extents more are needed.
    void keep(int count) {
        extentCount += count;
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
