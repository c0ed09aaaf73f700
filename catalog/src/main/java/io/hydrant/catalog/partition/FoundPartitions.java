package io.hydrant.catalog.partition;

import software.amazon.awssdk.services.glue.model.Partition;

import java.util.List;

/// Partitions found by their values.
///
/// @param rest the values of those that were not looked for any more: the answer is long enough
public record FoundPartitions(List<Partition> partitions, List<List<String>> rest) {
    public FoundPartitions {
        partitions = List.copyOf(partitions);
        rest = List.copyOf(rest);
    }
}
