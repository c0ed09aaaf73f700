package io.hydrant.cli.producer;

/// How far a producer is: where to go on when everything up to here is acknowledged.
///
/// @param records since the very beginning, those of earlier runs included
/// @param eventTimeMillis of the last of them
public record Mark(long records, long eventTimeMillis) {}
