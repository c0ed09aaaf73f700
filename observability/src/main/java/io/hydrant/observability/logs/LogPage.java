package io.hydrant.observability.logs;

import java.util.List;

/// Events of a log group in order of time, and where to go on.
///
/// @param next to be handed to the next read; the same again while nothing new was logged
public record LogPage(List<LogEvent> events, String next) {
    public LogPage {
        events = List.copyOf(events);
    }
}
