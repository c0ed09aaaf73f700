package io.hydrant.formats.schema;

/// A column of a table, or a member of a struct.
///
/// @param name as the catalog has it
public record Column(String name, HiveType type) {}
