package io.hydrant.cli.convert;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// A file that is written here before it goes where it should be. For one thread.
final class LocalFile implements Target.StagedFile {
    private static final int BUFFER_BYTES = 1 << 16;

    private final Path path;
    private final Completion completion;
    private final FileChannel channel;
    private final OutputStream stream;
    private boolean done;

    /// What happens to a file that is on the disk.
    @FunctionalInterface
    interface Completion {
        void complete(Path path, long sizeBytes) throws IOException;
    }

    private LocalFile(Path path, FileChannel channel, Completion completion) {
        this.path = path;
        this.channel = channel;
        this.completion = completion;
        this.stream = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_BYTES);
    }

    static LocalFile create(Path path, Completion completion) throws IOException {
        Files.createDirectories(path.toAbsolutePath().getParent());
        FileChannel channel =
                FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        return new LocalFile(path, channel, completion);
    }

    @Override
    public OutputStream stream() {
        return stream;
    }

    @Override
    public long complete() throws IOException {
        stream.flush();
        // The name of a file must not reach the disk before its bytes do.
        channel.force(true);
        long sizeBytes = channel.size();
        channel.close();
        completion.complete(path, sizeBytes);
        done = true;
        return sizeBytes;
    }

    @Override
    public void close() {
        if (done) {
            return;
        }
        done = true;
        try {
            channel.close();
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException(path + " cannot be removed", e);
        }
    }
}
