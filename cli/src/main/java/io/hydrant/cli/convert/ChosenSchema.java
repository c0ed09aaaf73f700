package io.hydrant.cli.convert;

import io.hydrant.cli.client.Tables;
import io.hydrant.cli.client.WireFailure;
import io.hydrant.cli.source.Source;
import io.hydrant.cli.terminal.CommandFailed;
import io.hydrant.formats.ddl.CreateTable;
import io.hydrant.formats.ddl.WrongDdl;
import io.hydrant.formats.infer.InferredSchema;
import io.hydrant.formats.json.JsonDialect;
import io.hydrant.formats.schema.Column;
import io.hydrant.formats.schema.HiveTypeParser;
import io.hydrant.formats.schema.TableSchema;
import io.hydrant.formats.schema.UnsupportedType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

/// The schema of a conversion, and how its JSON is understood.
///
/// @param remarks what a person should know of it
public record ChosenSchema(TableSchema schema, JsonDialect dialect, List<String> remarks) {
    public ChosenSchema {
        remarks = List.copyOf(remarks);
    }

    /// Asks the server for a table.
    public static ChosenSchema inCatalog(Tables tables, SchemaChoice.InCatalog choice) {
        String database = choice.database();
        String name = choice.table();
        List<Tables.TableColumn> found;
        try {
            found =
                    choice.version()
                            .map(version -> tables.columns(database, name, version))
                            .orElseGet(() -> tables.columns(database, name));
        } catch (WireFailure e) {
            throw new CommandFailed("table %s.%s: %s".formatted(database, name, e.getMessage()), e);
        }
        List<Column> columns = new ArrayList<>();
        for (Tables.TableColumn column : found) {
            try {
                columns.add(
                        new Column(
                                column.name().toLowerCase(Locale.ROOT),
                                HiveTypeParser.parse(column.type())));
            } catch (UnsupportedType e) {
                throw new CommandFailed(
                        "column '%s' of table %s.%s: %s"
                                .formatted(column.name(), database, name, e.getMessage()),
                        e);
            }
        }
        return new ChosenSchema(new TableSchema(columns), JsonDialect.OpenX.DEFAULTS, List.of());
    }

    /// Reads a statement from a file; it also says how JSON is understood.
    public static ChosenSchema inFile(Path ddl) {
        try {
            CreateTable table = CreateTable.read(Files.readString(ddl));
            return new ChosenSchema(table.schema(), table.dialect(), List.of());
        } catch (WrongDdl e) {
            throw new CommandFailed(ddl + ", " + e.getMessage(), e);
        } catch (IOException e) {
            throw new CommandFailed(ddl + " cannot be read: " + e, e);
        }
    }

    /// Looks at the documents.
    ///
    /// @param dialect how they will be read
    public static ChosenSchema inferred(Sample sample, List<Source> sources, JsonDialect dialect) {
        InferredSchema inferred = sample.infer(sources, dialect);
        if (inferred.schema().columns().isEmpty()) {
            throw new CommandFailed(
                    "no schema can be found: there is no JSON object with a key in "
                            + sources.getFirst().name());
        }
        return new ChosenSchema(
                inferred.schema(), mapped(dialect, inferred.keysByColumn()), inferred.remarks());
    }

    /// The same schema with JSON understood in another way.
    public ChosenSchema read(UnaryOperator<JsonDialect> change) {
        return new ChosenSchema(schema, change.apply(dialect), remarks);
    }

    /// The schema of files when the values of these columns are names of folders.
    public TableSchema without(List<String> partitionBy) {
        return new TableSchema(
                schema.columns().stream()
                        .filter(column -> !partitionBy.contains(column.name()))
                        .toList());
    }

    /// The statement that makes a table of the files.
    public CreateTable table(String name, String format, List<String> partitionBy) {
        List<Column> keys = new ArrayList<>();
        for (String key : partitionBy) {
            keys.add(
                    schema.columns().stream()
                            .filter(column -> column.name().equals(key))
                            .findFirst()
                            .orElseGet(() -> new Column(key, HiveTypeParser.parse("string"))));
        }
        Map<String, String> keysByColumn =
                dialect instanceof JsonDialect.OpenX openX ? openX.keysByColumn() : Map.of();
        return CreateTable.of(name, without(partitionBy), format, keysByColumn)
                .withPartitionKeys(keys);
    }

    private static JsonDialect mapped(JsonDialect dialect, Map<String, String> keysByColumn) {
        return switch (dialect) {
            case JsonDialect.OpenX openX -> {
                Map<String, String> all = new HashMap<>(keysByColumn);
                all.putAll(openX.keysByColumn());
                yield new JsonDialect.OpenX(
                        openX.caseInsensitive(), openX.dotsToUnderscores(), all);
            }
            case JsonDialect.Hive hive -> hive;
        };
    }
}
