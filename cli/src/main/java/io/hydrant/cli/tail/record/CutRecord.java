package io.hydrant.cli.tail.record;

/// A record as it stands in the file.
///
/// @param endOffset where the next one begins
/// @param discardedBytes how much of it is left out because it is larger than can be read
public record CutRecord(byte[] data, long endOffset, long discardedBytes) {}
