package io.hydrant.delivery.plan;

import java.util.Optional;

/// Records are delivered by partition keys, which the prefix of the main destination names.
///
/// @param query the jq program that makes keys of a record; empty when all come from the function
public record Partitioning(Optional<String> query) {}
