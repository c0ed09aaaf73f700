package io.hydrant.delivery.jq;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// What a metadata query makes of one record.
public sealed interface QueryResult {
    /// The code of every failure.
    String FAILED = "DynamicPartitioning.MetadataExtractionFailed";

    /// @param values by key, in the order of the program; none is empty
    record Keys(Map<String, String> values) implements QueryResult {
        public Keys {
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        }
    }

    /// The record goes to the error output.
    record Failed(String code, String message) implements QueryResult {}

    static QueryResult failed(String message) {
        return new Failed(FAILED, message);
    }
}
