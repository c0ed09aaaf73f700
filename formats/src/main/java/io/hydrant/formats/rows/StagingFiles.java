package io.hydrant.formats.rows;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32C;

/// Rows that memory had no room for: files of up to 64 MiB, each with extents of many stores.
///
/// Nothing in them outlives the process: whose rows they were reads its records again. What a crash
/// leaves is deleted when the folder is opened. [#append] is for one thread at a time, all else is
/// for many; the monitor is never held during I/O.
final class StagingFiles implements Closeable {
    static final long FILE_BYTES = 64 << 20;

    private static final String SUFFIX = ".rows";

    private final Path folder;
    private final Set<StagingFile> files = new HashSet<>();
    private Optional<StagingFile> open = Optional.empty();
    private long openEnd;
    private long fileNumber;
    private long bytes;

    private StagingFiles(Path folder) {
        this.folder = folder;
    }

    /// @param folder is made if it is missing, and belongs to this process alone
    static StagingFiles open(Path folder) throws IOException {
        Files.createDirectories(folder);
        try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
            for (Path file : left) {
                Files.delete(file);
            }
        }
        return new StagingFiles(folder);
    }

    /// Writes the chunks' rows one behind the other.
    ///
    /// They are not brought to the disk, because they need not outlive the process.
    Extent append(List<Chunk> chunks) throws IOException {
        StagingFile file = fileToAppendTo();
        try {
            CRC32C checksum = new CRC32C();
            int length = 0;
            file.output().seek(openEnd);
            for (Chunk chunk : chunks) {
                file.output().write(chunk.bytes(), 0, chunk.used());
                checksum.update(chunk.bytes(), 0, chunk.used());
                length += chunk.used();
            }
            Extent extent = new Extent(file, openEnd, length, (int) checksum.getValue());
            openEnd += length;
            count(length);
            return extent;
        } catch (IOException e) {
            letGo(file);
            throw new IOException("cannot write rows to staging file " + file.path(), e);
        }
    }

    /// The file, kept for one extent more.
    private StagingFile fileToAppendTo() throws IOException {
        synchronized (this) {
            if (open.isPresent() && openEnd < FILE_BYTES) {
                open.get().keep();
                return open.get();
            }
        }
        StagingFile created = StagingFile.create(folder.resolve(fileNumber++ + SUFFIX));
        synchronized (this) {
            open = Optional.of(created);
            openEnd = 0;
            files.add(created);
            created.keep();
            return created;
        }
    }

    private synchronized void count(long difference) {
        bytes += difference;
    }

    /// Lets go of extents whose rows nobody needs any more.
    void release(List<Extent> extents) throws IOException {
        for (Extent extent : extents) {
            count(-extent.bytes());
            letGo(extent.file());
        }
    }

    private void letGo(StagingFile file) throws IOException {
        synchronized (this) {
            if (!file.letGo()) {
                return;
            }
            files.remove(file);
            open = open.filter(current -> current != file);
        }
        file.delete();
    }

    /// Bytes of rows in files that are needed.
    synchronized long bytes() {
        return bytes;
    }

    /// Deletes all files.
    @Override
    public void close() throws IOException {
        List<StagingFile> left;
        synchronized (this) {
            left = new ArrayList<>(files);
            files.clear();
            open = Optional.empty();
        }
        for (StagingFile file : left) {
            file.delete();
        }
    }
}
