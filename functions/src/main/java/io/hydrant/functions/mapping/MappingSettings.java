package io.hydrant.functions.mapping;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// What may be changed of an event source mapping while it works.
///
/// @param function ARN, perhaps with a version or alias
/// @param batchSize records in an invocation, at most: 1-10,000
/// @param batchingWindow how long to gather records before the function is invoked; zero for not
/// @param parallelization batches of one shard at once: 1-10
/// @param retriesMax how often a failing batch is tried again; until its records expire when empty
/// @param recordAgeMax older records are passed over; none are when empty
/// @param bisects whether a failing batch is split in two
/// @param reportsItemFailures whether the function tells which record of a batch it failed on
/// @param failureDestination ARN of a bucket, data stream, delivery stream or function that is told
///   of batches that were given up
/// @param patterns event patterns (JSON), of which a record must match one; all do when there is
///   none
public record MappingSettings(
        String function,
        int batchSize,
        Duration batchingWindow,
        int parallelization,
        OptionalInt retriesMax,
        Optional<Duration> recordAgeMax,
        boolean bisects,
        boolean reportsItemFailures,
        Optional<String> failureDestination,
        List<String> patterns) {
    public MappingSettings {
        patterns = List.copyOf(patterns);
    }
}
