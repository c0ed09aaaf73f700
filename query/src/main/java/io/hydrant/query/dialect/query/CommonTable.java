package io.hydrant.query.dialect.query;

import java.util.List;

/// A query of a `WITH` clause.
///
/// @param engineName what the engine knows it as
record CommonTable(String engineName, List<OutputColumn> columns) {
    CommonTable {
        columns = List.copyOf(columns);
    }
}
