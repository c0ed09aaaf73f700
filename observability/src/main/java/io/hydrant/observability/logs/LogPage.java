package io.hydrant.observability.logs;

import java.util.List;

/// Events of a log group as they came, and where to go on.
///
/// @param next to be handed to the next read
public record LogPage(List<LogEvent> events, String next) {
    public LogPage {
        events = List.copyOf(events);
    }
}
