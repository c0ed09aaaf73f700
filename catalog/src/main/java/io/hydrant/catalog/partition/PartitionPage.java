package io.hydrant.catalog.partition;

import java.util.List;
import java.util.Optional;

/// Partitions in order of their values.
///
/// @param last where to go on when there are more
public record PartitionPage<P>(List<P> partitions, Optional<String> last) {
    public PartitionPage {
        partitions = List.copyOf(partitions);
    }
}
