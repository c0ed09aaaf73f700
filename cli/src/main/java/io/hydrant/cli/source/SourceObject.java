package io.hydrant.cli.source;

import java.io.IOException;
import java.io.InputStream;

/// A file, or an object of a bucket.
///
/// @param name for messages; objects are read in the order of their names
/// @param sizeBytes as it is stored
/// @param opening gives its bytes
public record SourceObject(String name, long sizeBytes, Opening opening) {
    /// Opens a stream of bytes.
    @FunctionalInterface
    public interface Opening {
        InputStream open() throws IOException;
    }
}
