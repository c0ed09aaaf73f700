package io.hydrant.cli.convert;

import io.hydrant.formats.column.RowBatch;

import java.io.IOException;

/// Where one lane's rows go: they are collected and become files. For one thread.
interface RowOutput extends AutoCloseable {
    /// Rows of a folder, to be appended to and then told of by [#added].
    ///
    /// @param folder empty, or with a slash at its end
    RowBatch rows(String folder);

    /// @param documentBytes of the document that gave the rows appended since the last call
    void added(String folder, int documentBytes) throws IOException;

    /// Writes what is left.
    void finish() throws IOException;

    /// Lets go of files that are not complete.
    @Override
    void close();
}
