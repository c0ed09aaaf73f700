package io.hydrant.cli.replay;

/// How the lines of a document become events. For one thread.
sealed interface LineFormat permits CsvFormat, JsonFormat {
    /// Whether a line goes on in the next, such as a row with a line break in quotes.
    boolean isOpen(byte[] line);

    /// @param line kept, and changed
    Event read(byte[] line) throws BrokenLine;
}
