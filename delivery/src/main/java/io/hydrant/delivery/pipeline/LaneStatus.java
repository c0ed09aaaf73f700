package io.hydrant.delivery.pipeline;

import java.time.Instant;
import java.util.Optional;

/// How a lane stands: what `hydrant status` shows.
///
/// @param deliveredThrough every record that arrived before it is delivered
/// @param backlogRecords accepted and not yet delivered
/// @param oldestArrival of the records not yet delivered
/// @param buffers that hold records
/// @param objectsInFlight intended and not yet in their store
/// @param lastError the failure of the last try, until a try succeeds
public record LaneStatus(
        long endOffset,
        Instant deliveredThrough,
        long backlogRecords,
        long backlogBytes,
        Optional<Instant> oldestArrival,
        int buffers,
        int objectsInFlight,
        Optional<LastError> lastError) {

    /// @param tries in a row that failed since the last success
    public record LastError(String code, String message, Instant at, long tries) {}
}
