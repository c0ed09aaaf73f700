package io.hydrant.streams.log.segmented;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// The operating system's files.
final class LocalLogFiles implements LogFiles {
    /// The end of what Java reports when a file system or a user's quota is full; there is no type.
    private static final List<String> FULL =
            List.of("no space left on device", "disk quota exceeded", "not enough space");

    private static final boolean WINDOWS =
            System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");

    @Override
    public LogFile open(Path file, Access access) throws IOException {
        return new ChannelFile(fullOrOther(() -> FileChannel.open(file, options(access))));
    }

    private static Set<OpenOption> options(Access access) {
        return switch (access) {
            case READ -> Set.of(StandardOpenOption.READ);
            case WRITE -> Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE);
            case CREATE ->
                    Set.of(
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE,
                            StandardOpenOption.CREATE);
        };
    }

    @Override
    public List<Entry> list(Path directory) throws IOException {
        List<Entry> entries = new ArrayList<>();
        try (DirectoryStream<Path> paths = Files.newDirectoryStream(directory)) {
            for (Path path : paths) {
                BasicFileAttributes attributes =
                        Files.readAttributes(path, BasicFileAttributes.class);
                boolean folder = attributes.isDirectory();
                String name = path.getFileName().toString();
                entries.add(new Entry(name, folder, folder ? 0 : attributes.size()));
            }
        } catch (NoSuchFileException | NotDirectoryException _) {
            return List.of();
        }
        return entries;
    }

    @Override
    public boolean exists(Path path) {
        return Files.exists(path);
    }

    @Override
    public void createDirectory(Path directory) throws IOException {
        fullOrOther(() -> Files.createDirectory(directory));
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        fullOrOther(() -> Files.move(from, to, StandardCopyOption.ATOMIC_MOVE));
    }

    @Override
    public void delete(Path path) throws IOException {
        Files.deleteIfExists(path);
    }

    @Override
    public void syncDirectory(Path directory) throws IOException {
        if (WINDOWS) {
            return; // directories cannot be opened there, and NTFS journals their changes itself
        }
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    @Override
    public long usableBytes(Path directory) {
        // java.io.File asks the file system directly; Files.getFileStore reads the mount table
        return directory.toFile().getUsableSpace();
    }

    private static <T> T fullOrOther(Action<T> action) throws IOException {
        try {
            return action.run();
        } catch (IOException e) {
            String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
            if (FULL.stream().anyMatch(message::contains)) {
                throw new DiskFull(e.getMessage(), e);
            }
            throw e;
        }
    }

    private interface Action<T> {
        T run() throws IOException;
    }

    private record ChannelFile(FileChannel channel) implements LogFile {
        @Override
        public long bytes() throws IOException {
            return channel.size();
        }

        @Override
        public int read(ByteBuffer target, long position) throws IOException {
            return channel.read(target, position);
        }

        @Override
        public long write(ByteBuffer[] sources, long position) throws IOException {
            return fullOrOther(
                    () -> {
                        if (sources.length == 1) {
                            return (long) channel.write(sources[0], position);
                        }
                        channel.position(position);
                        return channel.write(sources);
                    });
        }

        @Override
        public void truncate(long bytes) throws IOException {
            channel.truncate(bytes);
        }

        @Override
        public void force(boolean metadata) throws IOException {
            fullOrOther(
                    () -> {
                        channel.force(metadata);
                        return metadata;
                    });
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
