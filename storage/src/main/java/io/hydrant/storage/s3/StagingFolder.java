package io.hydrant.storage.s3;

import io.hydrant.storage.object.ObjectBody;
import io.hydrant.storage.object.ObjectStoreException;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/// Where bodies are rendered that cannot be sent while they are produced. Never takes more of the
/// disk than allowed; emptied at start. Safe for use by many threads.
final class StagingFolder {
    private static final int BUFFER_BYTES = 64 * 1024;

    private final Path folder;
    private final long bytesMax;
    private final AtomicLong bytesUsed = new AtomicLong();
    private final AtomicLong names = new AtomicLong();

    private StagingFolder(Path folder, long bytesMax) {
        this.folder = folder;
        this.bytesMax = bytesMax;
    }

    static StagingFolder open(Path folder, long bytesMax) throws IOException {
        Files.createDirectories(folder);
        try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(folder, "*.staged")) {
            for (Path leftover : leftovers) {
                Files.delete(leftover);
            }
        }
        return new StagingFolder(folder, bytesMax);
    }

    /// A rendered body; closing it gives its room back.
    record Staged(Path path, long bytes, StagingFolder folder) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            try {
                Files.deleteIfExists(path);
            } finally {
                folder.bytesUsed.addAndGet(-bytes);
            }
        }
    }

    /// @throws ObjectStoreException `SlowDown` when there is no room left
    Staged render(ObjectBody body) throws IOException {
        Path path = folder.resolve(names.incrementAndGet() + ".staged");
        BoundedOutput out = new BoundedOutput(Files.newOutputStream(path));
        try (out) {
            OutputStream buffered = new BufferedOutputStream(out, BUFFER_BYTES);
            body.writeTo(buffered);
            buffered.flush();
        } catch (IOException | RuntimeException e) {
            new Staged(path, out.bytes, this).close();
            throw e;
        }
        return new Staged(path, out.bytes, this);
    }

    /// Takes room before it writes.
    private final class BoundedOutput extends OutputStream {
        private final OutputStream out;
        private long bytes;

        BoundedOutput(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] source, int offset, int count) throws IOException {
            bytes += count;
            if (bytesUsed.addAndGet(count) > bytesMax) {
                throw new ObjectStoreException(
                        "SlowDown",
                        "the staging folder %s is full at %d bytes".formatted(folder, bytesMax));
            }
            out.write(source, offset, count);
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }
}
