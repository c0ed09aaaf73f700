package io.hydrant.cli.producer;

import java.util.Optional;

/// A record on its way. Delivery streams have no use for its keys.
///
/// @param explicitHashKey decimal; overrides the hash of the partition key
public record OutgoingRecord(byte[] data, String partitionKey, Optional<String> explicitHashKey) {}
