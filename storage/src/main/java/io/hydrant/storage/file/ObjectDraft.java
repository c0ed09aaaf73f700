package io.hydrant.storage.file;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;

/// Bytes on their way to become an object or a part. Closing it without committing leaves nothing.
///
/// Used by one thread. Nothing is buffered here: write large pieces.
public final class ObjectDraft implements AutoCloseable {
    private final Path path;
    private final FileChannel channel;
    private long bytes;

    private ObjectDraft(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    static ObjectDraft create(Path path) throws IOException {
        FileChannel channel =
                FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        return new ObjectDraft(path, channel);
    }

    public long bytes() {
        return bytes;
    }

    public void write(byte[] source, int offset, int count) throws IOException {
        write(ByteBuffer.wrap(source, offset, count));
    }

    void write(ByteBuffer source) throws IOException {
        while (source.hasRemaining()) {
            bytes += channel.write(source);
        }
    }

    /// Appends a stretch of another file without bringing it into memory.
    void append(FileChannel source, long from, long count) throws IOException {
        long done = 0;
        while (done < count) {
            long copied = source.transferTo(from + done, count - done, channel);
            if (copied <= 0) {
                throw new IOException("a file became shorter while it was copied");
            }
            done += copied;
        }
        bytes += count;
    }

    /// Takes pieces of what was written, from the start.
    public interface Reader {
        void take(byte[] source, int offset, int count);
    }

    /// Reads what was written.
    public void read(Reader reader) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            byte[] buffer = new byte[64 * 1024];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                reader.take(buffer, 0, count);
            }
        }
    }

    /// Where a body writes itself; also a `WritableByteChannel`, through which large buffers reach
    /// the file without a copy. Nothing needs to be closed; flush before the draft is finished.
    public OutputStream stream() {
        return new DraftStream(this);
    }

    /// Brings the bytes to the disk, stamped with the time of the object.
    ///
    /// @return the version as the file system has it, which may know no microseconds
    FileVersion finish(Instant modified) throws IOException {
        Files.setLastModifiedTime(path, FileTime.from(modified));
        channel.force(true);
        channel.close();
        return FileVersion.of(path)
                .orElseThrow(() -> new IOException(path + " vanished while it was written"));
    }

    Path path() {
        return path;
    }

    @Override
    public void close() throws IOException {
        channel.close();
        Files.deleteIfExists(path);
    }
}
