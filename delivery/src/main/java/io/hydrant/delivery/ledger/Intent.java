package io.hydrant.delivery.ledger;

import java.time.Instant;
import java.util.Optional;

/// The promise that exactly these records become exactly this object.
///
/// @param number rises by one with each intent of the lane
/// @param versionId the configuration the object is made by
/// @param key the object's final key
/// @param positions the records in it, in their order in the object
/// @param content how much that is
/// @param terms how its records are converted; empty when they stay as they are
public record Intent(
        long number,
        Track track,
        long versionId,
        String key,
        PositionRanges positions,
        Content content,
        Optional<ConversionTerms> terms) {

    /// Of records that stay as they are.
    public Intent(
            long number,
            Track track,
            long versionId,
            String key,
            PositionRanges positions,
            Content content) {
        this(number, track, versionId, key, positions, content, Optional.empty());
    }

    /// The same object with fewer records.
    public Intent reducedTo(PositionRanges kept, Content remaining) {
        return new Intent(number, track, versionId, key, kept, remaining, terms);
    }

    /// The same with all its records in the error object.
    public Intent unconvertible(String code, String message) {
        return new Intent(
                number,
                track,
                versionId,
                key,
                positions,
                content,
                terms.map(found -> found.unusable(code, message)));
    }

    /// @param records how many records
    /// @param bytes their size before compression, delimiters included
    /// @param oldest arrival of the oldest record
    /// @param newest arrival of the newest record
    public record Content(long records, long bytes, Instant oldest, Instant newest) {}
}
