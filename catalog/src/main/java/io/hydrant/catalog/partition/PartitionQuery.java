package io.hydrant.catalog.partition;

import java.util.Optional;

/// Which partitions of a table to list.
///
/// @param expression as the service takes it; empty for all
/// @param after where an earlier listing said to go on
/// @param limit at most so many
public record PartitionQuery(
        String expression, Segment segment, Optional<String> after, int limit) {
    public static PartitionQuery all(int limit) {
        return new PartitionQuery("", Segment.WHOLE, Optional.empty(), limit);
    }

    public PartitionQuery startingAfter(String last) {
        return new PartitionQuery(expression, segment, Optional.of(last), limit);
    }
}
