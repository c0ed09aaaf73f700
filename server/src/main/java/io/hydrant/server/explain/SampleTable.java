package io.hydrant.server.explain;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.hydrant.catalog.table.TableColumn;
import io.hydrant.catalog.table.TableLookup;
import io.hydrant.catalog.table.TableName;
import io.hydrant.catalog.table.TableVersion;
import io.hydrant.formats.ddl.CreateTable;
import io.hydrant.formats.ddl.WrongDdl;
import io.hydrant.kernel.error.InvalidArgument;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The only table there is, in whatever account and region it is looked for.
///
/// @param database empty when the definition names none: then it is in every one
/// @param parameters of the table
public record SampleTable(
        Optional<String> database,
        String table,
        List<TableColumn> columns,
        Map<String, String> parameters)
        implements TableLookup {
    private static final ObjectMapper JSON = new ObjectMapper();

    public SampleTable {
        columns = List.copyOf(columns);
        parameters = Map.copyOf(parameters);
    }

    /// Reads a definition: JSON as Glue takes it (a `TableInput`, alone or as in the request of
    /// CreateTable) or gives it (the answer of GetTable), or a `CREATE TABLE` statement.
    ///
    /// @throws InvalidArgument when it is none of these
    public static SampleTable read(String definition) {
        return definition.stripLeading().startsWith("{")
                ? ofJson(definition)
                : ofStatement(definition);
    }

    private static SampleTable ofStatement(String definition) {
        CreateTable created;
        try {
            created = CreateTable.read(definition);
        } catch (WrongDdl e) {
            throw new InvalidArgument("the table is no CREATE TABLE statement: " + e.getMessage());
        }
        int dot = created.name().indexOf('.');
        return new SampleTable(
                dot < 0 ? Optional.empty() : Optional.of(created.name().substring(0, dot)),
                created.name().substring(dot + 1),
                created.columns().stream()
                        .map(CreateTable.TableColumn::column)
                        .map(one -> new TableColumn(one.name(), one.type().toString()))
                        .toList(),
                created.tableProperties());
    }

    private static SampleTable ofJson(String definition) {
        JsonNode root;
        try {
            root = JSON.readTree(definition);
        } catch (JsonProcessingException e) {
            throw new InvalidArgument("the table is no JSON: " + e.getOriginalMessage());
        }
        JsonNode table = root;
        for (String wrapper : List.of("TableInput", "Table")) {
            table = root.has(wrapper) ? root.get(wrapper) : table;
        }
        String name = table.path("Name").asText();
        JsonNode given = table.path("StorageDescriptor").path("Columns");
        if (name.isEmpty() || !given.isArray()) {
            throw new InvalidArgument(
                    "the table needs Name and StorageDescriptor.Columns, as in the TableInput of"
                            + " Glue");
        }
        List<TableColumn> columns = new ArrayList<>();
        for (JsonNode column : given) {
            columns.add(
                    new TableColumn(
                            column.path("Name").asText().toLowerCase(Locale.ROOT),
                            column.path("Type").asText()));
        }
        Map<String, String> parameters = new HashMap<>();
        table.path("Parameters")
                .properties()
                .forEach(one -> parameters.put(one.getKey(), one.getValue().asText()));
        String database = root.path("DatabaseName").asText(table.path("DatabaseName").asText(""));
        return new SampleTable(
                Optional.of(database).filter(text -> !text.isEmpty()), name, columns, parameters);
    }

    @Override
    public Optional<TableVersion> latest(TableName name) {
        boolean found =
                name.table().equalsIgnoreCase(table)
                        && database.map(name.database()::equalsIgnoreCase).orElse(true);
        return found
                ? Optional.of(
                        new TableVersion(
                                name, "0", columns, List.of(), Optional.empty(), parameters))
                : Optional.empty();
    }

    /// Whatever version is asked for is this one.
    @Override
    public Optional<TableVersion> version(TableName name, String versionId) {
        return latest(name);
    }

    @Override
    public String toString() {
        return database.map(in -> in + "." + table).orElse(table);
    }
}
