package io.hydrant.catalog.table;

/// A column or partition key of a table.
///
/// @param type as it was given: the text of a Hive type
public record TableColumn(String name, String type) {}
