package io.hydrant.query.result;

/// A column of a result.
///
/// @param type such as `varchar`, `timestamp with time zone`, `array`: the bare name that clients
///   see; SQL's real is `float`
/// @param precision digits, or characters at most, as the service tells them for the type
/// @param scale digits behind the point, for decimals
public record ResultColumn(String name, String type, int precision, int scale) {}
