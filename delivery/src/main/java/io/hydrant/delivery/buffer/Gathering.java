package io.hydrant.delivery.buffer;

import io.hydrant.delivery.gather.RecordStore;
import io.hydrant.delivery.source.SplitFrame;

import java.nio.ByteBuffer;

/// Where copies of a buffer's records go.
///
/// @param store of records in the form that `copying` makes
public record Gathering(RecordStore store, Copying copying) {
    /// Makes copies of records.
    public interface Copying {
        /// What is kept of a record; valid until the next one is copied.
        ByteBuffer copy(SplitFrame frame, int record);
    }
}
