package io.hydrant.catalog.partition;

import io.hydrant.catalog.refusal.CatalogException;

import java.util.List;

/// Why one partition of a batch was refused.
///
/// @param values as they were given
public record PartitionRefusal(List<String> values, CatalogException reason) {
    public PartitionRefusal {
        values = List.copyOf(values);
    }
}
