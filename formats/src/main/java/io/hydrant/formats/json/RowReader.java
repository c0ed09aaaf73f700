package io.hydrant.formats.json;

import io.hydrant.formats.column.RowBatch;

import java.util.Optional;

/// Reads records into rows of one schema. For one thread.
public interface RowReader {
    /// How many bytes behind a record may be looked at, whatever they hold.
    int SLACK_BYTES = 16;

    /// Appends the rows of one record, or nothing if there is a reason to reject it.
    ///
    /// @param bytes holds the record at `offset` and is at least [#SLACK_BYTES] longer than where
    ///   it ends
    /// @param rows of the schema this reader was made for
    Optional<Rejection> read(byte[] bytes, int offset, int length, RowBatch rows);
}
