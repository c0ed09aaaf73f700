package io.hydrant.formats.file;

import io.hydrant.formats.column.RowBatch;

import java.io.Closeable;
import java.io.IOException;

/// Writes one columnar file. For one thread.
///
/// The same rows in the same batches give the same bytes.
public interface RowFileWriter extends Closeable {
    /// Adds the batch's rows. The batch may be reused afterwards.
    void write(RowBatch rows) throws IOException;

    /// Memory held for rows that are not in the file yet.
    long bytesHeld();

    /// Writes what is left and the file's end. The stream below is flushed and left open.
    void finish() throws IOException;

    /// Lets go of all memory. A file that was not finished is broken.
    @Override
    void close();
}
