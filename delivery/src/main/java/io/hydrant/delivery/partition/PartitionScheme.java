package io.hydrant.delivery.partition;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The keys that a prefix names, in a fixed order: what identifies a partition are their values in
/// this order. Immutable.
///
/// @param queryKeys that the metadata extraction query gives
/// @param lambdaKeys that the transforming function gives
public record PartitionScheme(List<String> queryKeys, List<String> lambdaKeys) {
    public PartitionScheme {
        queryKeys = List.copyOf(queryKeys);
        lambdaKeys = List.copyOf(lambdaKeys);
    }

    public static PartitionScheme of(Prefixes prefixes) {
        return new PartitionScheme(prefixes.data().queryKeys(), prefixes.data().lambdaKeys());
    }

    /// The keys that have these values.
    ///
    /// @param values those of the query's keys, then those of the function's
    public PartitionKeys keys(List<String> values) {
        Map<String, String> fromQuery = new HashMap<>();
        Map<String, String> fromLambda = new HashMap<>();
        for (int i = 0; i < queryKeys.size(); i++) {
            fromQuery.put(queryKeys.get(i), values.get(i));
        }
        for (int i = 0; i < lambdaKeys.size(); i++) {
            fromLambda.put(lambdaKeys.get(i), values.get(queryKeys.size() + i));
        }
        return new PartitionKeys(fromQuery, fromLambda);
    }
}
