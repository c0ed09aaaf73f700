package io.hydrant.cli.convert;

import java.io.IOException;
import java.io.OutputStream;

/// Where files go: all of them at the end, or none. Safe for any thread.
public interface Target extends AutoCloseable {
    /// Begins a file.
    ///
    /// @param path below the target, with `/`
    StagedFile create(String path) throws IOException;

    /// Makes all complete files visible. Called once, when no file is open.
    void commit() throws IOException;

    /// Removes everything that was not committed.
    @Override
    void close();

    /// A file that is not visible yet. For one thread.
    interface StagedFile extends AutoCloseable {
        OutputStream stream();

        /// The file is complete.
        ///
        /// @return its size in bytes
        long complete() throws IOException;

        /// Lets go of a file that is not complete; does nothing otherwise.
        @Override
        void close();
    }

    /// Takes files and forgets them.
    static Target nowhere() {
        return new Nowhere();
    }

    /// For a run that only tries.
    final class Nowhere implements Target {
        private Nowhere() {}

        @Override
        public StagedFile create(String path) {
            return new StagedFile() {
                @Override
                public OutputStream stream() {
                    return OutputStream.nullOutputStream();
                }

                @Override
                public long complete() {
                    return 0;
                }

                @Override
                public void close() {
                    // There is nothing.
                }
            };
        }

        @Override
        public void commit() {
            // There is nothing to show.
        }

        @Override
        public void close() {
            // There is nothing to remove.
        }
    }
}
