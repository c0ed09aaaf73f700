package io.hydrant.functions.mapping.engine;

import io.hydrant.functions.mapping.Mapping;
import io.hydrant.functions.mapping.MappingSettings;
import io.hydrant.functions.mapping.engine.failure.FailureDestination;
import io.hydrant.functions.pattern.RecordFilter;

import java.util.Optional;

/// A mapping as it is worked now.
///
/// @param filter made of the mapping's patterns
/// @param destination of what is given up
record Terms(Mapping mapping, RecordFilter filter, Optional<FailureDestination> destination) {
    MappingSettings settings() {
        return mapping.settings();
    }

    /// Whether records are pushed as they come, instead of polled.
    boolean isPushed() {
        return mapping.consumerArn().isPresent();
    }
}
