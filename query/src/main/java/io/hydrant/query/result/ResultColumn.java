package io.hydrant.query.result;

import java.util.Set;

/// A column of a result.
///
/// @param type such as `varchar`, `timestamp with time zone`, `array`: the bare name that clients
///   see; SQL's real is `float`
/// @param precision digits, or characters at most, as the service tells them for the type
/// @param scale digits behind the point, for decimals
public record ResultColumn(String name, String type, int precision, int scale) {
    private static final Set<String> CASE_SENSITIVE = Set.of("varchar", "char", "string", "json");

    /// Whether values that differ in case are different to clients.
    public boolean caseSensitive() {
        return CASE_SENSITIVE.contains(type);
    }
}
