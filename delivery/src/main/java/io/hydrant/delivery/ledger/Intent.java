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
/// @param rendering what becomes of the records in the object
public record Intent(
        long number,
        Track track,
        long versionId,
        String key,
        PositionRanges positions,
        Content content,
        Rendering rendering) {

    /// Of records that stay as they are.
    public Intent(
            long number,
            Track track,
            long versionId,
            String key,
            PositionRanges positions,
            Content content) {
        this(number, track, versionId, key, positions, content, Rendering.AS_THEY_ARE);
    }

    /// The same object with its last records only.
    public Intent reducedTo(PositionRanges kept, Content remaining) {
        Rendering reduced = rendering.ofLast(remaining.records());
        return new Intent(number, track, versionId, key, kept, remaining, reduced);
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
                rendering.unconvertible(code, message));
    }

    /// How its records are converted; empty when they are not.
    public Optional<ConversionTerms> terms() {
        return rendering instanceof Rendering.Converted(ConversionTerms terms)
                ? Optional.of(terms)
                : Optional.empty();
    }

    /// @param records how many records
    /// @param bytes their size before compression, delimiters included
    /// @param oldest arrival of the oldest record
    /// @param newest arrival of the newest record
    public record Content(long records, long bytes, Instant oldest, Instant newest) {}
}
