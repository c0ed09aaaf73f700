package io.hydrant.delivery.partition;

import java.util.Map;

/// The partition keys of a record. Values go into the prefix verbatim: a `/` opens a folder.
///
/// @param fromQuery keys that the metadata extraction query gave
/// @param fromLambda keys that the transforming function gave
public record PartitionKeys(Map<String, String> fromQuery, Map<String, String> fromLambda) {
    public static final PartitionKeys NONE = new PartitionKeys(Map.of(), Map.of());

    public PartitionKeys {
        fromQuery = Map.copyOf(fromQuery);
        fromLambda = Map.copyOf(fromLambda);
    }
}
