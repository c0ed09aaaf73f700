package io.hydrant.delivery.gather;

/// Records in a staging file, one behind the other.
///
/// @param checksum CRC32C of the bytes
record Extent(StagingFile file, long position, int bytes, int checksum) implements Segment {}
