package io.hydrant.storage.file;

/// What to list of a bucket.
///
/// @param delimiter keys that hold it after the prefix are summed up by their start; empty for none
/// @param after only what sorts behind this; empty for all
/// @param countMax objects and common prefixes together
public record ListQuery(String prefix, String delimiter, String after, int countMax) {}
