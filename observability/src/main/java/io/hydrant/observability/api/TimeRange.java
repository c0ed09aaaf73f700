package io.hydrant.observability.api;

import io.hydrant.observability.logs.refusal.InvalidParameter;

/// Which events are asked for by their time, in milliseconds since 1970.
///
/// @param from inclusive
/// @param to exclusive
record TimeRange(long from, long to) {
    /// @param start null for the oldest
    /// @param end null for the latest
    /// @param oldestKept what is older is not shown
    static TimeRange of(Long start, Long end, long oldestKept) {
        if (start != null && end != null && end < start) {
            throw new InvalidParameter(
                    "endTime %d must not be before startTime %d.".formatted(end, start));
        }
        long from = start == null ? oldestKept : Math.max(start, oldestKept);
        return new TimeRange(from, end == null ? Long.MAX_VALUE : end);
    }
}
