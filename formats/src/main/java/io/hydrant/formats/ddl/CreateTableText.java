package io.hydrant.formats.ddl;

import io.hydrant.formats.schema.Column;
import io.hydrant.formats.schema.HiveType;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Writes a statement that [CreateTableReader] reads back the same.
final class CreateTableText {
    private CreateTableText() {}

    static String of(CreateTable table) {
        StringBuilder text = new StringBuilder("CREATE EXTERNAL TABLE ");
        text.append(
                List.of(table.name().split("\\.", 2)).stream()
                        .map(CreateTableText::name)
                        .collect(Collectors.joining(".")));
        text.append(" (\n").append(columns(table.columns())).append(")");
        table.comment().ifPresent(comment -> text.append("\nCOMMENT ").append(quoted(comment)));
        if (!table.partitionKeys().isEmpty()) {
            text.append("\nPARTITIONED BY (\n").append(columns(table.partitionKeys())).append(")");
        }
        table.serde().ifPresent(serde -> text.append("\nROW FORMAT SERDE ").append(quoted(serde)));
        if (!table.serdeProperties().isEmpty()) {
            text.append("\nWITH SERDEPROPERTIES ").append(properties(table.serdeProperties()));
        }
        table.storedAs().ifPresent(format -> text.append("\nSTORED AS ").append(format));
        table.location().ifPresent(place -> text.append("\nLOCATION ").append(quoted(place)));
        if (!table.tableProperties().isEmpty()) {
            text.append("\nTBLPROPERTIES ").append(properties(table.tableProperties()));
        }
        return text.append(";").toString();
    }

    private static String columns(List<CreateTable.TableColumn> columns) {
        return columns.stream().map(CreateTableText::column).collect(Collectors.joining(",\n"));
    }

    private static String column(CreateTable.TableColumn column) {
        String text = "  " + name(column.column().name()) + " " + type(column.column().type());
        return column.comment().isEmpty() ? text : text + " COMMENT " + quoted(column.comment());
    }

    private static String type(HiveType type) {
        return switch (type) {
            case HiveType.Primitive _, HiveType.Decimal _, HiveType.Char _, HiveType.Varchar _ ->
                    type.toString();
            case HiveType.Array(HiveType element) -> "array<" + type(element) + ">";
            case HiveType.Mapping(HiveType key, HiveType value) ->
                    "map<" + type(key) + "," + type(value) + ">";
            case HiveType.Struct(List<Column> members) ->
                    members.stream()
                            .map(member -> memberName(member.name()) + ":" + type(member.type()))
                            .collect(Collectors.joining(",", "struct<", ">"));
        };
    }

    /// Plain names stay plain: catalogs keep types as text and engines differ about quotes there.
    private static String memberName(String name) {
        return name.matches("[\\p{L}\\p{N}_]+") ? name : name(name);
    }

    private static String name(String name) {
        return "`" + name.replace("`", "``") + "`";
    }

    private static String properties(Map<String, String> properties) {
        return new TreeMap<>(properties)
                .entrySet().stream()
                        .map(each -> quoted(each.getKey()) + "=" + quoted(each.getValue()))
                        .collect(Collectors.joining(",\n  ", "(\n  ", ")"));
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n") + "'";
    }
}
