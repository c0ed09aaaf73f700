package io.hydrant.observability.logs.pattern;

import io.hydrant.observability.logs.refusal.InvalidParameter;

/// Which messages are wanted. Safe for use by many threads.
public sealed interface FilterPattern permits JsonPattern, SpacePattern, TermPattern {
    /// Whether a message is wanted.
    boolean matches(String message);

    /// Reads a pattern: `{...}` for JSON, `[...]` for space-delimited, else terms. One without any
    /// term wants every message.
    ///
    /// @throws InvalidParameter if it is none
    static FilterPattern parse(String pattern) {
        String trimmed = pattern.strip();
        if (trimmed.startsWith("{")) {
            return JsonPatternParser.parse(trimmed);
        }
        if (trimmed.startsWith("[")) {
            return SpacePatternParser.parse(trimmed);
        }
        return TermPatternParser.parse(trimmed);
    }

    /// As the service words it.
    static InvalidParameter invalidCharacters(String characters) {
        return new InvalidParameter("Invalid character(s) in term '" + characters + "'");
    }

    static InvalidParameter invalid(String pattern, String why) {
        return new InvalidParameter("Invalid filter pattern '" + pattern + "': " + why);
    }
}
