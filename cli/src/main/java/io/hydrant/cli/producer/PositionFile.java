package io.hydrant.cli.producer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.hydrant.cli.terminal.CommandFailed;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;

/// Remembers how far a producer is, so that it goes on there after whatever ended it.
///
/// The file is one JSON object, filled up with blanks to a length that never changes, and written
/// over in one piece: a process that is killed leaves either the old or the new position.
///
///     {"work":"what is sent where","records":4711,"eventTimeMillis":1264492020000,"goal":0}
///
/// For one thread.
public final class PositionFile implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int BYTES = 1024;

    private final Path path;
    private final String work;
    private Optional<FileChannel> channel = Optional.empty();
    private Mark written = new Mark(-1, 0);
    private long goal;

    /// @param work what is sent and where: a position of other work is refused
    public PositionFile(Path path, String work) {
        this.path = path;
        this.work = work;
    }

    public Path path() {
        return path;
    }

    /// What was written last; empty when there is no file.
    ///
    /// @throws CommandFailed if the file holds something else, or the position of other work
    public Optional<Mark> read() {
        if (!Files.exists(path)) {
            return Optional.empty();
        }
        JsonNode position;
        try {
            position = JSON.readTree(Files.readAllBytes(path));
        } catch (JsonProcessingException e) {
            throw unreadable(e);
        } catch (IOException e) {
            throw new CommandFailed("the position " + path + " cannot be read: " + e, e);
        }
        JsonNode records = position.path("records");
        if (!records.canConvertToLong() || !position.path("work").isTextual()) {
            throw unreadable(new IllegalArgumentException("no records or no work"));
        }
        if (!position.path("work").asText().equals(work)) {
            throw new CommandFailed(
                    ("the position %s belongs to other work (%s, not %s); name another"
                                    + " file or begin anew with --restart")
                            .formatted(path, position.path("work").asText(), work));
        }
        goal = position.path("goal").asLong();
        return Optional.of(new Mark(records.asLong(), position.path("eventTimeMillis").asLong()));
    }

    /// The number of the last record that is to be sent, as read or set; 0 if none is known.
    public long goal() {
        return goal;
    }

    /// Remembers a goal with the next position that is written.
    public void aimAt(long lastRecord) {
        goal = lastRecord;
        written = new Mark(-1, 0);
    }

    /// Remembers a position; costs next to nothing when it did not change.
    public void write(Mark mark) {
        if (mark.equals(written)) {
            return;
        }
        ObjectNode position =
                JSON.createObjectNode()
                        .put("work", work)
                        .put("records", mark.records())
                        .put("eventTimeMillis", mark.eventTimeMillis())
                        .put("goal", goal);
        byte[] text = position.toString().getBytes(StandardCharsets.UTF_8);
        byte[] bytes = Arrays.copyOf(text, Math.max(BYTES, text.length + 1));
        Arrays.fill(bytes, text.length, bytes.length, (byte) ' ');
        bytes[bytes.length - 1] = '\n';
        try {
            FileChannel file = open();
            int done = file.write(ByteBuffer.wrap(bytes), 0);
            if (done < bytes.length) {
                throw new IOException("the disk is full");
            }
        } catch (IOException e) {
            throw new CommandFailed(
                    "the position " + path + " cannot be written: " + e.getMessage(), e);
        }
        written = mark;
    }

    /// Forgets the position: the work is done, or begins anew.
    public void remove() {
        close();
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new CommandFailed("the position " + path + " cannot be removed: " + e, e);
        }
    }

    @Override
    public void close() {
        try {
            if (channel.isPresent()) {
                channel.get().close();
            }
        } catch (IOException e) {
            throw new CommandFailed("the position " + path + " cannot be closed: " + e, e);
        }
        channel = Optional.empty();
    }

    private FileChannel open() throws IOException {
        if (channel.isEmpty()) {
            Files.createDirectories(path.toAbsolutePath().getParent());
            FileChannel file =
                    FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            channel = Optional.of(file);
            if (!lock(file)) {
                throw new IOException("another producer is using it");
            }
        }
        return channel.get();
    }

    private static boolean lock(FileChannel file) throws IOException {
        try {
            return file.tryLock() != null;
        } catch (OverlappingFileLockException _) {
            return false;
        }
    }

    private CommandFailed unreadable(Exception reason) {
        return new CommandFailed(
                path
                        + " is no position of a producer; name another file or begin anew with"
                        + " --restart",
                reason);
    }
}
