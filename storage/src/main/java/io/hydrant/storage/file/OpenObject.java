package io.hydrant.storage.file;

import java.io.IOException;
import java.nio.channels.FileChannel;

/// One version of an object, open for reading; it stays readable when the object is replaced or
/// removed.
public record OpenObject(FileObject object, FileChannel channel) implements AutoCloseable {
    @Override
    public void close() throws IOException {
        channel.close();
    }
}
