package io.hydrant.observability.logs;

/// An event that is to be taken.
///
/// @param timestamp in milliseconds since 1970
public record NewEvent(long timestamp, String message) {}
