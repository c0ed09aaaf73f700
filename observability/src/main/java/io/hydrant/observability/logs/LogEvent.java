package io.hydrant.observability.logs;

import java.time.Instant;

/// One event of a log stream.
///
/// @param time its own, in milliseconds
public record LogEvent(Instant time, String stream, String message) {}
