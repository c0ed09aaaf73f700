package io.hydrant.conformance.kill;

import java.util.List;

/// Reads columnar files back without any code of the server.
interface RowsReader extends AutoCloseable {
    /// The marks of a file's rows, in any order.
    ///
    /// @throws BrokenFile when there is anything in the file that no record has
    List<String> marks(byte[] file);

    @Override
    void close();

    /// A file that cannot be what was promised.
    final class BrokenFile extends RuntimeException {
        private static final long serialVersionUID = 1L;

        BrokenFile(String message) {
            super(message);
        }

        BrokenFile(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
