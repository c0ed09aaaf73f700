package io.hydrant.delivery.partition;

import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// What expressions are evaluated against.
///
/// @param error why the records failed, when they go to the error output
record Occasion(
        ZonedDateTime oldestArrival,
        RandomGenerator random,
        PartitionKeys keys,
        Optional<ErrorOutput> error) {}
