package io.hydrant.catalog.table;

import software.amazon.awssdk.services.glue.model.Table;

import java.util.Optional;

/// The next version of a table.
///
/// @param shape replaces all that the table was; who made it, when, and its number are kept here
/// @param expectedVersion the version it was made from; empty takes whatever there is
/// @param archived whether the version before can still be asked for
public record TableChange(
        TableName name, Table shape, Optional<String> expectedVersion, boolean archived) {}
