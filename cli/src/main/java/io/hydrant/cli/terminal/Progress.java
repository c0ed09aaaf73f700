package io.hydrant.cli.terminal;

/// How far a long work has come.
public interface Progress extends AutoCloseable {
    /// @param done units done since the beginning; never less than before
    void reach(long done);

    /// Shows a few words more beside it, where there is room.
    default void note(String text) {}

    /// Ends the work, whether it succeeded or not.
    @Override
    void close();
}
