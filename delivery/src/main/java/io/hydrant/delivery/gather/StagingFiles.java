package io.hydrant.delivery.gather;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Records that memory had no room for: files of up to 64 MiB, each with extents of many stores.
///
/// Nothing in them outlives the process: the log has the same records. What a crash leaves is
/// deleted when the folder is opened. [#append] is for one thread at a time, all else is for many;
/// the monitor is never held during I/O.
final class StagingFiles implements AutoCloseable {
    static final long FILE_BYTES = 64 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(StagingFiles.class);
    private static final String SUFFIX = ".records";

    private final Path folder;
    private final GatherLimits limits;
    private final Set<StagingFile> files = new HashSet<>();
    private Optional<StagingFile> open = Optional.empty();
    private long fileNumber;
    private long bytes;
    private long fileBytes;

    private StagingFiles(Path folder, GatherLimits limits) {
        this.folder = folder;
        this.limits = limits;
    }

    /// @param folder is made if it is missing, and belongs to this process alone
    static StagingFiles open(Path folder, GatherLimits limits) throws IOException {
        Files.createDirectories(folder);
        try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
            for (Path file : left) {
                Files.delete(file);
            }
        }
        return new StagingFiles(folder, limits);
    }

    Path folder() {
        return folder;
    }

    /// Writes records, those of each list of chunks as an extent.
    ///
    /// They are not brought to the disk, because they need not outlive the process.
    ///
    /// @throws IOException if the disk, or what of it may be used, is full, or it cannot be
    ///   written; nothing is kept then
    List<Extent> append(List<List<Chunk>> lists) throws IOException {
        requireRoom(lists.stream().flatMap(List::stream).mapToLong(Chunk::used).sum());
        StagingFile file = fileToAppendTo(lists.size());
        try {
            List<Extent> extents = file.write(lists);
            written(file, extents.stream().mapToLong(Extent::bytes).sum());
            return extents;
        } catch (IOException e) {
            lists.forEach(_ -> letGo(file));
            throw new IOException("cannot write records to staging file " + file.path(), e);
        }
    }

    private void requireRoom(long length) throws IOException {
        long staged = fileBytes();
        if (staged + length > limits.stagedBytesMax()) {
            throw new IOException(
                    "staging files in %s hold %d bytes of at most %d, there is no room for %d more"
                            .formatted(folder, staged, limits.stagedBytesMax(), length));
        }
        long free = folder.toFile().getUsableSpace();
        if (free - length < limits.diskBytesFreeMin()) {
            throw new IOException(
                    "the disk of %s has %d bytes free: with %d more, fewer than %d would be left"
                            .formatted(folder, free, length, limits.diskBytesFreeMin()));
        }
    }

    /// The file, kept for so many extents more.
    private StagingFile fileToAppendTo(int extents) throws IOException {
        synchronized (this) {
            if (open.isPresent() && open.get().end() < FILE_BYTES) {
                open.get().keep(extents);
                return open.get();
            }
        }
        StagingFile created = StagingFile.create(folder.resolve(fileNumber++ + SUFFIX));
        synchronized (this) {
            open = Optional.of(created);
            files.add(created);
            created.keep(extents);
            return created;
        }
    }

    private synchronized void written(StagingFile file, long length) {
        file.grow(length);
        bytes += length;
        fileBytes += length;
    }

    /// Lets go of extents whose records nobody needs any more.
    void release(List<Extent> extents) {
        for (Extent extent : extents) {
            synchronized (this) {
                bytes -= extent.bytes();
            }
            letGo(extent.file());
        }
    }

    private void letGo(StagingFile file) {
        synchronized (this) {
            if (!file.letGo() || !files.remove(file)) {
                return;
            }
            fileBytes -= file.end();
            open = open.filter(current -> current != file);
        }
        delete(file);
    }

    private static void delete(StagingFile file) {
        try {
            file.delete();
        } catch (IOException e) {
            LOG.warn("staging file {} stays until the next start", file.path(), e);
        }
    }

    /// Bytes of records that are needed.
    synchronized long bytes() {
        return bytes;
    }

    /// Size of all files: with records that are not needed any more.
    synchronized long fileBytes() {
        return fileBytes;
    }

    /// Deletes all files.
    @Override
    public void close() {
        List<StagingFile> left;
        synchronized (this) {
            left = new ArrayList<>(files);
            files.clear();
            open = Optional.empty();
        }
        left.forEach(StagingFiles::delete);
    }
}
