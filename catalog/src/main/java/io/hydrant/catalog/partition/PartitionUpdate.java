package io.hydrant.catalog.partition;

import software.amazon.awssdk.services.glue.model.PartitionInput;

import java.util.List;

/// What a partition is to become.
///
/// @param values by which it is found
/// @param next may have other values
public record PartitionUpdate(List<String> values, PartitionInput next) {
    public PartitionUpdate {
        values = List.copyOf(values);
    }
}
