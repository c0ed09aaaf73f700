package io.hydrant.formats.schema;

import java.util.List;

/// The columns of a table's files, in their order. Partition keys are not among them.
public record TableSchema(List<Column> columns) {
    public TableSchema {
        columns = List.copyOf(columns);
    }
}
