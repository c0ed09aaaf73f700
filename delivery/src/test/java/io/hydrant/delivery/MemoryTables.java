package io.hydrant.delivery;

import io.hydrant.catalog.table.TableColumn;
import io.hydrant.catalog.table.TableLookup;
import io.hydrant.catalog.table.TableName;
import io.hydrant.catalog.table.TableVersion;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Tables in memory. Columns are written as in `n bigint, note string`.
public final class MemoryTables implements TableLookup {
    private final Map<TableName, List<TableVersion>> tables = new HashMap<>();

    /// Makes the table, or its next version.
    public MemoryTables put(TableName name, String columns, Map<String, String> parameters) {
        List<TableVersion> versions = tables.computeIfAbsent(name, _ -> new ArrayList<>());
        List<TableColumn> parsed = new ArrayList<>();
        for (String column : columns.isEmpty() ? new String[0] : columns.split(", ")) {
            String[] parts = column.split(" ", 2);
            parsed.add(new TableColumn(parts[0], parts[1]));
        }
        versions.add(
                new TableVersion(
                        name,
                        Integer.toString(versions.size()),
                        parsed,
                        List.of(),
                        Optional.empty(),
                        parameters));
        return this;
    }

    public MemoryTables put(TableName name, String columns) {
        return put(name, columns, Map.of());
    }

    public void drop(TableName name) {
        tables.remove(name);
    }

    @Override
    public Optional<TableVersion> latest(TableName name) {
        return Optional.ofNullable(tables.get(name)).map(List::getLast);
    }

    @Override
    public Optional<TableVersion> version(TableName name, String versionId) {
        return tables.getOrDefault(name, List.of()).stream()
                .filter(version -> version.versionId().equals(versionId))
                .findFirst();
    }
}
