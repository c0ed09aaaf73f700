package io.hydrant.formats.parquet;

/// The smallest and the largest value, as Parquet stores single values.
///
/// @param minExact whether the smallest value is `min`; else it is above
/// @param maxExact whether the largest value is `max`; else it is below
record Bounds(byte[] min, byte[] max, boolean minExact, boolean maxExact) {}
