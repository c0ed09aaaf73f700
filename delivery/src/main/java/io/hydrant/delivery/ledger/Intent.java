package io.hydrant.delivery.ledger;

import java.time.Instant;

/// The promise that exactly these records become exactly this object.
///
/// @param number rises by one with each intent of the lane
/// @param versionId the configuration the object is made by
/// @param key the object's final key
/// @param positions the records in it, in their order in the object
/// @param content how much that is
public record Intent(
        long number,
        Track track,
        long versionId,
        String key,
        PositionRanges positions,
        Content content) {

    /// @param records how many records
    /// @param bytes their size before compression, delimiters included
    /// @param oldest arrival of the oldest record
    /// @param newest arrival of the newest record
    public record Content(long records, long bytes, Instant oldest, Instant newest) {}
}
