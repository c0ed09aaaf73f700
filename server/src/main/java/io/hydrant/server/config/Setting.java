package io.hydrant.server.config;

/// A value as somebody wrote it.
///
/// @param place for the operator, such as `hydrant.properties, line 3`
record Setting(String value, String place) {}
