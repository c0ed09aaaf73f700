package io.hydrant.observability.logs;

import java.time.Instant;

/// One line of a log stream.
///
/// @param time when it was logged, in milliseconds
/// @param message as logged, on one line
public record LogEvent(Instant time, String stream, String message) {}
