package io.hydrant.delivery.source;

import io.hydrant.delivery.ledger.Position;
import io.hydrant.delivery.partition.ErrorOutput;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// Where the records of a frame come from that processing has made, and where they go. Valid as
/// long as the frame.
public interface Provenance {
    /// When the records arrived at the stream.
    Instant arrival();

    /// Where record `index` lay before it was processed.
    Position origin(int index);

    /// Whether every record is delivered.
    boolean isPlain();

    /// The error output that record `index` goes to; empty when it is delivered.
    Optional<ErrorOutput> errorOutput(int index);

    /// The partition keys that processing gave record `index`; empty when there are none.
    Map<String, String> partitionKeys(int index);
}
