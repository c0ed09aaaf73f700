package io.hydrant.formats.footer;

import java.io.IOException;

/// The last bytes of a file, read as far as they are needed.
@FunctionalInterface
public interface FileEnd {
    /// The last bytes, at most so many; all when the file is shorter.
    byte[] last(int bytes) throws IOException;
}
