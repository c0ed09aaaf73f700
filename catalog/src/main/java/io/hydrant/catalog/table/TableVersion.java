package io.hydrant.catalog.table;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What other features need to know of one version of a table.
///
/// @param versionId "0", "1", ...
/// @param columns of its files; partition keys are not among them
/// @param location the address of its folder, as in `s3://bucket/folder/`
/// @param parameters of the table
public record TableVersion(
        TableName name,
        String versionId,
        List<TableColumn> columns,
        List<TableColumn> partitionKeys,
        Optional<String> location,
        Map<String, String> parameters) {

    public TableVersion {
        columns = List.copyOf(columns);
        partitionKeys = List.copyOf(partitionKeys);
        parameters = Map.copyOf(parameters);
    }
}
