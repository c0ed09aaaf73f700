package io.hydrant.functions.function;

import java.util.Optional;

/// What a function's log holds, and where it is.
///
/// @param group where its lines go, such as `/aws/lambda/name`
/// @param json which lines are kept of a log in the format JSON; in text, when empty
public record LogSettings(String group, Optional<Levels> json) {

    /// @param application the lowest level of what the function logs
    /// @param system the lowest level of what the platform says
    public record Levels(Level application, Level system) {}

    /// From the most to the fewest lines.
    public enum Level {
        TRACE,
        DEBUG,
        INFO,
        WARN,
        ERROR,
        FATAL;

        /// Whether a log of this level holds lines of another.
        public boolean holds(Level line) {
            return line.compareTo(this) >= 0;
        }
    }

    public static LogSettings text(String group) {
        return new LogSettings(group, Optional.empty());
    }
}
