package io.hydrant.delivery.buffer;

import io.hydrant.delivery.gather.RecordStore;
import io.hydrant.delivery.ledger.Intent;
import io.hydrant.delivery.ledger.PositionRanges;
import io.hydrant.delivery.ledger.Refusals;

import java.util.Optional;

/// The records of an object to be.
///
/// @param refusals why each of them was refused; none when they were not
/// @param gathered holds the records as well, all of them; to be closed by who takes the buffer
public record ClosedBuffer(
        PositionRanges positions,
        Intent.Content content,
        Refusals refusals,
        Optional<RecordStore> gathered)
        implements AutoCloseable {
    /// It will become no object.
    @Override
    public void close() {
        gathered.ifPresent(RecordStore::close);
    }
}
