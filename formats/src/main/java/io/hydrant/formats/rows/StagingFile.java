package io.hydrant.formats.rows;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

/// A file of extents. It is written at its end only and deleted when none of its extents is needed.
///
/// Handles are of the kind that an interrupt does not close: threads that append for one stream
/// write what other streams hold.
final class StagingFile {
    private final Path path;
    private final RandomAccessFile output;
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

    RandomAccessFile output() {
        return output;
    }

    /// A handle for one reader.
    RandomAccessFile input() throws IOException {
        return new RandomAccessFile(path.toFile(), "r");
    }

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
