package io.hydrant.catalog.partition;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What other features need to know of a partition.
///
/// @param values in order of the table's keys
/// @param location the address of its folder, as in `s3://bucket/folder/`
public record TablePartition(
        List<String> values, Optional<String> location, Map<String, String> parameters) {
    public TablePartition {
        values = List.copyOf(values);
        parameters = Map.copyOf(parameters);
    }
}
