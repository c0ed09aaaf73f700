package io.hydrant.wire.constraint;

import java.util.Optional;

/// One member that breaks one rule.
///
/// @param path lower-camel, list members counted from one: `tags.1.member.key`
/// @param value the offending value where the service echoes it
/// @param constraint such as `Member must not be null`
public record Violation(String path, Optional<String> value, String constraint) {
    /// As the service words it: `Value at 'path' failed to satisfy constraint: ...`.
    public String text() {
        return "Value"
                + value.map(text -> " " + text).orElse("")
                + " at '"
                + path
                + "' failed to satisfy constraint: "
                + constraint;
    }
}
