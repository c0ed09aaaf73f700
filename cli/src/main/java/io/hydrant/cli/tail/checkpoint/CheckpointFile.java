package io.hydrant.cli.tail.checkpoint;

import io.hydrant.cli.terminal.CommandFailed;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.List;

/// Checkpoints in a file of lines, each added and synced before [#save] returns.
///
/// A last line that a crash cut short was never relied on and is dropped. When most lines are
/// outdated, the file is replaced by one without them. A lock on a second file keeps other
/// processes away.
public final class CheckpointFile implements Checkpoints, AutoCloseable {
    private static final int LINES_BEFORE_REWRITE = 10_000;
    private static final String SQLITE = "SQLite format 3\0";

    private final Path path;
    private final FileChannel lockFile;
    private final HeldCheckpoints held = new HeldCheckpoints();
    private FileChannel lines;
    private int lineCount;

    private CheckpointFile(Path path, FileChannel lockFile) {
        this.path = path;
        this.lockFile = lockFile;
    }

    /// Opens the file, which need not be there.
    ///
    /// @throws CommandFailed when another process uses it, or it is something else
    public static CheckpointFile open(Path path) {
        try {
            Files.createDirectories(path.toAbsolutePath().getParent());
            CheckpointFile file = new CheckpointFile(path, lock(path));
            try {
                file.load();
                file.rewrite();
            } catch (IOException | RuntimeException e) {
                file.close();
                throw e;
            }
            return file;
        } catch (IOException e) {
            throw failure(path, e);
        }
    }

    /// Reads the file without a lock, for a trial.
    public static HeldCheckpoints peek(Path path) {
        try {
            HeldCheckpoints held = new HeldCheckpoints();
            read(path).forEach(line -> apply(held, line));
            return held;
        } catch (IOException e) {
            throw failure(path, e);
        }
    }

    /// Whether the file is a database of the Amazon Kinesis Agent.
    public static boolean isDatabase(Path path) {
        try {
            if (!Files.isRegularFile(path) || Files.size(path) < SQLITE.length()) {
                return false;
            }
            try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
                ByteBuffer head = ByteBuffer.allocate(SQLITE.length());
                file.read(head, 0);
                return new String(head.array(), StandardCharsets.ISO_8859_1).equals(SQLITE);
            }
        } catch (IOException e) {
            throw failure(path, e);
        }
    }

    @Override
    public boolean knows(String flow) {
        return held.knows(flow);
    }

    @Override
    public List<FileCheckpoint> of(String flow) {
        return held.of(flow);
    }

    @Override
    public synchronized void save(String flow, Collection<FileCheckpoint> files) {
        add(CheckpointLine.of(flow, files));
        held.save(flow, files);
    }

    @Override
    public synchronized void forget(String flow, Collection<Long> numbers) {
        add(new CheckpointLine(flow, List.of(), List.copyOf(numbers)));
        held.forget(flow, numbers);
    }

    @Override
    public synchronized void close() {
        try {
            if (lines != null) {
                lines.close();
            }
            lockFile.close();
        } catch (IOException e) {
            throw failure(path, e);
        }
    }

    private static FileChannel lock(Path path) throws IOException {
        Path lockPath = path.resolveSibling(path.getFileName() + ".lock");
        FileChannel channel =
                FileChannel.open(lockPath, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!held(channel)) {
            channel.close();
            throw new CommandFailed("another `hydrant tail` uses the checkpoints in " + path);
        }
        return channel;
    }

    private static boolean held(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException _) {
            return false;
        }
    }

    private void load() throws IOException {
        read(path).forEach(line -> apply(held, line));
    }

    private static List<CheckpointLine> read(Path path) throws IOException {
        if (!Files.exists(path)) {
            return List.of();
        }
        if (isDatabase(path)) {
            throw new CommandFailed(
                    path
                            + " is the database of another agent; name another file with"
                            + " --checkpoints");
        }
        String text = Files.readString(path, StandardCharsets.UTF_8);
        String complete = text.substring(0, text.lastIndexOf('\n') + 1);
        try {
            return complete.lines().map(CheckpointLine::parse).toList();
        } catch (IllegalArgumentException e) {
            throw new CommandFailed(
                    path + " holds no checkpoints of `hydrant tail`: " + e.getMessage(), e);
        }
    }

    private static void apply(HeldCheckpoints held, CheckpointLine line) {
        held.save(line.flow(), line.files());
        held.forget(line.flow(), line.forgotten());
    }

    private void add(CheckpointLine line) {
        try {
            if (lineCount >= LINES_BEFORE_REWRITE) {
                rewrite();
            }
            write(lines, line);
            lines.force(false);
            lineCount++;
        } catch (IOException e) {
            throw failure(path, e);
        }
    }

    /// Replaces the file by one line per flow.
    private void rewrite() throws IOException {
        Path fresh = path.resolveSibling(path.getFileName() + ".new");
        FileChannel channel =
                FileChannel.open(
                        fresh,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE);
        try {
            held.all()
                    .forEach(
                            (flow, files) ->
                                    writeUnchecked(channel, CheckpointLine.of(flow, files)));
            channel.force(true);
            Files.move(
                    fresh,
                    path,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            syncFolder();
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
        if (lines != null) {
            lines.close();
        }
        lines = channel;
        lineCount = 0;
    }

    /// The folder must reach the disk too, or a crash can bring the old file back.
    private void syncFolder() throws IOException {
        try (FileChannel folder = FileChannel.open(path.toAbsolutePath().getParent())) {
            folder.force(true);
        }
    }

    private void writeUnchecked(FileChannel channel, CheckpointLine line) {
        try {
            write(channel, line);
        } catch (IOException e) {
            throw failure(path, e);
        }
    }

    private static void write(FileChannel channel, CheckpointLine line) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap((line.text() + "\n").getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private static CommandFailed failure(Path path, IOException e) {
        String reason = e.getClass().getSimpleName() + ": " + e.getMessage();
        return new CommandFailed("the checkpoints in " + path + " cannot be kept: " + reason, e);
    }
}
