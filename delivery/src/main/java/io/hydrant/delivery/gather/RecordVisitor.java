package io.hydrant.delivery.gather;

import io.hydrant.formats.json.RowReader;

import java.io.IOException;

/// Takes the records of a store, one after the other.
public interface RecordVisitor {
    /// @param bytes holds the record at `offset`, and is at least [RowReader#SLACK_BYTES] longer
    ///   than where the record ends; not to be changed, and not to be kept after the call
    /// @return whether to go on
    boolean visit(byte[] bytes, int offset, int length) throws IOException;
}
