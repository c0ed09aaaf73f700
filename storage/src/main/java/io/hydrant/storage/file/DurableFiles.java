package io.hydrant.storage.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/// Small files that are either there whole or not at all, also after a power loss. Safe for use by
/// many threads.
final class DurableFiles {
    private final Path temporary;
    private final FolderSync sync;
    private final AtomicLong names = new AtomicLong();

    DurableFiles(Path temporary, FolderSync sync) {
        this.temporary = temporary;
        this.sync = sync;
    }

    Path newTemporary() {
        return temporary.resolve(Long.toHexString(names.incrementAndGet()));
    }

    /// Writes a file, replacing what was there.
    void write(Path path, byte[] content) throws IOException {
        makeFolders(path.getParent());
        Path draft = newTemporary();
        try {
            try (FileChannel channel =
                    FileChannel.open(
                            draft, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                ByteBuffer buffer = ByteBuffer.wrap(content);
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
                channel.force(true);
            }
            Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(draft);
        }
        sync.sync(path.getParent());
    }

    static Optional<byte[]> read(Path path) throws IOException {
        try {
            return Optional.of(Files.readAllBytes(path));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /// Makes a folder and those above it, on the disk when this returns.
    void makeFolders(Path folder) throws IOException {
        List<Path> missing = new ArrayList<>();
        for (Path path = folder;
                path != null && !Files.isDirectory(path);
                path = path.getParent()) {
            missing.addFirst(path);
        }
        for (Path path : missing) {
            Files.createDirectories(path);
            sync.sync(path.getParent());
        }
    }

    /// How often a folder is emptied again because files still came into it.
    private static final int REMOVALS_MAX = 100;

    /// Removes a folder and all it holds, also what comes while it is being removed; nothing
    /// happens when it is not there.
    static void removeTree(Path folder) throws IOException {
        for (int removal = 1; Files.exists(folder, LinkOption.NOFOLLOW_LINKS); removal++) {
            try {
                removeOnce(folder);
            } catch (NoSuchFileException | DirectoryNotEmptyException e) {
                if (removal == REMOVALS_MAX) {
                    throw e;
                }
            }
        }
    }

    private static void removeOnce(Path folder) throws IOException {
        Files.walkFileTree(
                folder,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        Files.deleteIfExists(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(Path dir, IOException failure)
                            throws IOException {
                        if (failure != null) {
                            throw failure;
                        }
                        Files.deleteIfExists(dir);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }

    static List<Path> children(Path folder) throws IOException {
        List<Path> children = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            stream.forEach(children::add);
        } catch (NoSuchFileException e) {
            return List.of();
        }
        return children;
    }
}
