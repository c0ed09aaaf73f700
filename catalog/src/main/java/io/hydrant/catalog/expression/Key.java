package io.hydrant.catalog.expression;

import java.util.List;
import java.util.Optional;

/// A partition key within an expression.
///
/// @param index of its value among a partition's
record Key(int index, KeyType type) {
    /// What stands for no value in the names of partitions' folders.
    static final String NULL = "__HIVE_DEFAULT_PARTITION__";

    Optional<String> text(List<String> values) {
        return index < values.size() ? Optional.of(values.get(index)) : Optional.empty();
    }

    Optional<KeyValue> value(List<String> values) {
        return text(values).flatMap(type::value);
    }
}
