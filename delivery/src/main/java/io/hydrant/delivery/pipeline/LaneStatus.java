package io.hydrant.delivery.pipeline;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// How a lane stands, or all lanes of a delivery stream together: what `hydrant status` shows.
///
/// @param endOffset of what it reads
/// @param deliveredThrough every record that arrived before it is delivered
/// @param backlogRecords accepted and not yet delivered
/// @param oldestArrival of the records not yet delivered
/// @param readThrough arrival of the last record read; absent when everything there is was read
/// @param buffers that hold records
/// @param objectsInFlight intended and not yet in their store
/// @param lastError the failure of the last try, until a try succeeds
public record LaneStatus(
        long endOffset,
        Instant deliveredThrough,
        long backlogRecords,
        long backlogBytes,
        Optional<Instant> oldestArrival,
        Optional<Instant> readThrough,
        int buffers,
        int objectsInFlight,
        Optional<LastError> lastError) {

    /// @param tries in a row that failed since the last success
    public record LastError(String code, String message, Instant at, long tries) {}

    /// Of several lanes.
    ///
    /// @param now what no lanes at all have delivered through
    static LaneStatus together(List<LaneStatus> lanes, Instant now) {
        return new LaneStatus(
                lanes.stream().mapToLong(LaneStatus::endOffset).sum(),
                lanes.stream()
                        .map(LaneStatus::deliveredThrough)
                        .min(Comparator.naturalOrder())
                        .orElse(now),
                lanes.stream().mapToLong(LaneStatus::backlogRecords).sum(),
                lanes.stream().mapToLong(LaneStatus::backlogBytes).sum(),
                earliest(lanes.stream().map(LaneStatus::oldestArrival).toList()),
                earliest(lanes.stream().map(LaneStatus::readThrough).toList()),
                lanes.stream().mapToInt(LaneStatus::buffers).sum(),
                lanes.stream().mapToInt(LaneStatus::objectsInFlight).sum(),
                lanes.stream().map(LaneStatus::lastError).flatMap(Optional::stream).findFirst());
    }

    /// Together with what a function made of the lane's records.
    LaneStatus with(LaneStatus processed) {
        List<LaneStatus> both = List.of(this, processed);
        LaneStatus sum = together(both, deliveredThrough);
        return new LaneStatus(
                endOffset,
                sum.deliveredThrough(),
                sum.backlogRecords(),
                sum.backlogBytes(),
                sum.oldestArrival(),
                sum.readThrough(),
                sum.buffers(),
                sum.objectsInFlight(),
                processed.lastError().or(() -> lastError));
    }

    LaneStatus or(Optional<LastError> other) {
        return new LaneStatus(
                endOffset,
                deliveredThrough,
                backlogRecords,
                backlogBytes,
                oldestArrival,
                readThrough,
                buffers,
                objectsInFlight,
                lastError.or(() -> other));
    }

    private static Optional<Instant> earliest(List<Optional<Instant>> instants) {
        return instants.stream().flatMap(Optional::stream).min(Comparator.naturalOrder());
    }
}
