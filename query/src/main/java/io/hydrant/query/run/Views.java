package io.hydrant.query.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.hydrant.catalog.Catalog;
import io.hydrant.catalog.table.StoredTable;
import io.hydrant.catalog.table.TableChange;
import io.hydrant.catalog.table.TableName;
import io.hydrant.query.dialect.TranslatedQuery;
import io.hydrant.query.dialect.type.SqlType;
import io.hydrant.query.dialect.type.TypeReader;
import io.hydrant.query.refusal.QueryFailure;
import io.hydrant.query.relation.Relation;
import io.hydrant.query.relation.Relations;
import io.trino.sql.parser.SqlParser;

import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.SerDeInfo;
import software.amazon.awssdk.services.glue.model.StorageDescriptor;
import software.amazon.awssdk.services.glue.model.Table;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Views of the catalog, as Athena keeps them: the query in Base64, the columns as Hive's types.
final class Views {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String VIEW = "VIRTUAL_VIEW";

    private final Catalog catalog;

    Views(Catalog catalog) {
        this.catalog = catalog;
    }

    /// A view to make.
    ///
    /// @param sql its query as the client wrote it
    /// @param database where names in it without one are looked for
    record Definition(TableName name, String sql, String database, boolean replace) {}

    /// @param query the view's own, translated
    void create(Definition view, TranslatedQuery query) throws QueryFailure {
        List<SqlType> types = types(query);
        requireNames(query.columns());
        Optional<StoredTable> before = catalog.tables().find(view.name());
        Table shape = shape(view, query.columns(), types);
        if (before.isEmpty()) {
            catalog.tables().create(view.name(), shape, List.of());
            return;
        }
        if (!VIEW.equals(before.get().shape().tableType())) {
            throw QueryFailure.user(
                    "TABLE_ALREADY_EXISTS", "line 1:1: Table already exists: " + view.name());
        }
        if (!view.replace()) {
            throw QueryFailure.user(
                    "VIEW_ALREADY_EXISTS", "line 1:1: View already exists: " + view.name());
        }
        catalog.tables()
                .update(
                        new TableChange(
                                view.name(),
                                shape,
                                Optional.of(before.get().shape().versionId()),
                                true));
    }

    private static List<SqlType> types(TranslatedQuery query) throws QueryFailure {
        List<SqlType> types = new ArrayList<>();
        for (String display : query.types()) {
            types.add(
                    display.equals("unknown")
                            ? SqlType.Varchar.UNBOUNDED
                            : TypeReader.ofTree(new SqlParser().createType(display)));
        }
        return types;
    }

    private static void requireNames(List<String> columns) throws QueryFailure {
        Set<String> names = new HashSet<>();
        for (String column : columns) {
            if (column.startsWith("_col")) {
                throw QueryFailure.user(
                        "MISSING_COLUMN_NAME",
                        "line 1:1: Column name not specified at position " + (names.size() + 1));
            }
            if (!names.add(column)) {
                throw QueryFailure.user(
                        "DUPLICATE_COLUMN_NAME",
                        "line 1:1: Column name '%s' specified more than once".formatted(column));
            }
        }
    }

    private static Table shape(Definition view, List<String> names, List<SqlType> types) {
        List<Column> columns = new ArrayList<>();
        for (int column = 0; column < names.size(); column++) {
            columns.add(
                    Column.builder().name(names.get(column)).type(hive(types.get(column))).build());
        }
        return Table.builder()
                .owner("hadoop")
                .retention(0)
                .tableType(VIEW)
                .storageDescriptor(
                        StorageDescriptor.builder()
                                .columns(columns)
                                .location("")
                                .serdeInfo(SerDeInfo.builder().build())
                                .build())
                .viewOriginalText("/* Presto View: " + encoded(view, names, types) + " */")
                .viewExpandedText("/* Presto View */")
                .parameters(Map.of("presto_view", "true", "comment", "Presto View"))
                .build();
    }

    private static String encoded(Definition view, List<String> names, List<SqlType> types) {
        ObjectNode json = JSON.createObjectNode();
        json.put("originalSql", view.sql());
        json.put("catalog", "awsdatacatalog");
        json.put("schema", view.database());
        ArrayNode columns = json.putArray("columns");
        for (int column = 0; column < names.size(); column++) {
            columns.addObject()
                    .put("name", names.get(column))
                    .put("type", types.get(column).display());
        }
        return Base64.getEncoder().encodeToString(json.toString().getBytes(StandardCharsets.UTF_8));
    }

    /// What Hive calls a type; texts for those that it does not have.
    private static String hive(SqlType type) {
        return switch (type) {
            case SqlType.Scalar scalar -> hive(scalar);
            case SqlType.Decimal decimal -> decimal.display();
            case SqlType.Varchar varchar ->
                    varchar.length().isPresent() ? varchar.display() : "string";
            case SqlType.Char text -> text.display();
            case SqlType.Timestamp _, SqlType.ZonedTimestamp _ -> "timestamp";
            case SqlType.Array array -> "array<" + hive(array.element()) + ">";
            case SqlType.Mapping map -> "map<" + hive(map.key()) + "," + hive(map.value()) + ">";
            case SqlType.Row row -> struct(row);
        };
    }

    private static String hive(SqlType.Scalar scalar) {
        return switch (scalar) {
            case BOOLEAN, TINYINT, SMALLINT, BIGINT, DOUBLE, DATE -> scalar.display();
            case INTEGER -> "int";
            case REAL -> "float";
            case VARBINARY -> "binary";
            case UNKNOWN, TIME, JSON, UUID, INTERVAL_DAY, INTERVAL_YEAR -> "string";
        };
    }

    private static String struct(SqlType.Row row) {
        List<String> members = new ArrayList<>();
        for (int member = 0; member < row.members().size(); member++) {
            members.add(row.engineName(member) + ":" + hive(row.members().get(member).type()));
        }
        return members.stream().collect(Collectors.joining(",", "struct<", ">"));
    }

    /// The lines of `SHOW CREATE VIEW`.
    static List<String> show(TableName name, Relations relations) throws QueryFailure {
        Relation found =
                relations
                        .find(name.database(), name.table())
                        .orElseThrow(
                                () ->
                                        QueryFailure.user(
                                                "TABLE_NOT_FOUND",
                                                "line 1:1: View '%s' not found".formatted(name)));
        return switch (found) {
            case Relation.FileTable _ ->
                    throw QueryFailure.user(
                            "NOT_SUPPORTED",
                            "line 1:1: Relation '%s' is a table, not a view".formatted(name));
            case Relation.View view -> {
                List<String> lines = new ArrayList<>();
                lines.add("CREATE VIEW " + name.table() + " AS");
                view.sql().lines().forEach(lines::add);
                yield lines;
            }
        };
    }
}
