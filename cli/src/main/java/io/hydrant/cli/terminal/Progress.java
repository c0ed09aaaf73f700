package io.hydrant.cli.terminal;

/// How far a long work has come.
public interface Progress extends AutoCloseable {
    /// @param done units done since the beginning; never less than before
    void reach(long done);

    /// Ends the work, whether it succeeded or not.
    @Override
    void close();
}
