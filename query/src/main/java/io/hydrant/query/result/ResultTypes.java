package io.hydrant.query.result;

import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// The types that clients see for those of the engine.
///
/// Source: GetQueryResults, ColumnInfo.
final class ResultTypes {
    private static final int TEXT_CHARS_MAX = Integer.MAX_VALUE;
    private static final int BINARY_BYTES_MAX = 1_073_741_824;
    private static final int DECIMAL_DIGITS_MAX = 38;

    private ResultTypes() {}

    /// @param type as the translation tells it, such as `decimal(10,2)`, `array(integer)`
    static ResultColumn column(String name, String type) {
        String lower = type.toLowerCase(Locale.ROOT);
        int paren = lower.indexOf('(');
        String bare = paren < 0 ? lower : lower.substring(0, paren);
        boolean zoned = lower.endsWith("with time zone");
        return switch (bare) {
            case "tinyint" -> new ResultColumn(name, bare, 3, 0);
            case "smallint" -> new ResultColumn(name, bare, 5, 0);
            case "integer" -> new ResultColumn(name, bare, 10, 0);
            case "bigint" -> new ResultColumn(name, bare, 19, 0);
            case "real", "float" -> new ResultColumn(name, "float", 17, 0);
            case "double" -> new ResultColumn(name, bare, 17, 0);
            case "decimal" -> {
                List<Integer> numbers = numbers(lower);
                yield new ResultColumn(name, bare, numbers.get(0), numbers.get(1));
            }
            case "varchar" ->
                    new ResultColumn(
                            name, bare, paren < 0 ? TEXT_CHARS_MAX : numbers(lower).getFirst(), 0);
            case "char" ->
                    new ResultColumn(name, bare, paren < 0 ? 1 : numbers(lower).getFirst(), 0);
            case "varbinary" -> new ResultColumn(name, bare, BINARY_BYTES_MAX, 0);
            case "time", "timestamp" ->
                    new ResultColumn(name, zoned ? bare + " with time zone" : bare, 3, 0);
            case "timestamp with time zone", "time with time zone" ->
                    new ResultColumn(name, bare, 3, 0);
            default -> new ResultColumn(name, bare, 0, 0);
        };
    }

    /// Those within the brackets.
    private static List<Integer> numbers(String type) {
        String inner = type.substring(type.indexOf('(') + 1, type.indexOf(')'));
        return Arrays.stream(inner.split(",")).map(String::strip).map(Integer::valueOf).toList();
    }

    /// @param index of the column in the engine's result, from 1
    static ResultColumn column(String name, ResultSetMetaData meta, int index) throws SQLException {
        String type = meta.getColumnTypeName(index).toUpperCase(Locale.ROOT);
        if (type.endsWith("]")) {
            return new ResultColumn(name, "array", 0, 0);
        }
        int paren = type.indexOf('(');
        String bare = paren < 0 ? type : type.substring(0, paren);
        return switch (bare) {
            case "BOOLEAN" -> new ResultColumn(name, "boolean", 0, 0);
            case "TINYINT" -> new ResultColumn(name, "tinyint", 3, 0);
            case "SMALLINT", "UTINYINT" -> new ResultColumn(name, "smallint", 5, 0);
            case "INTEGER", "USMALLINT" -> new ResultColumn(name, "integer", 10, 0);
            case "BIGINT", "UINTEGER", "UBIGINT", "HUGEINT", "UHUGEINT" ->
                    new ResultColumn(name, "bigint", 19, 0);
            case "FLOAT" -> new ResultColumn(name, "float", 17, 0);
            case "DOUBLE" -> new ResultColumn(name, "double", 17, 0);
            case "DECIMAL" ->
                    new ResultColumn(
                            name,
                            "decimal",
                            Math.min(meta.getPrecision(index), DECIMAL_DIGITS_MAX),
                            meta.getScale(index));
            case "DATE" -> new ResultColumn(name, "date", 0, 0);
            case "TIME" -> new ResultColumn(name, "time", 3, 0);
            case "TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS" ->
                    new ResultColumn(name, "timestamp", 3, 0);
            case "TIMESTAMP WITH TIME ZONE" ->
                    new ResultColumn(name, "timestamp with time zone", 3, 0);
            case "BLOB" -> new ResultColumn(name, "varbinary", BINARY_BYTES_MAX, 0);
            case "MAP" -> new ResultColumn(name, "map", 0, 0);
            case "STRUCT", "TUPLE" -> new ResultColumn(name, "row", 0, 0);
            case "JSON" -> new ResultColumn(name, "json", 0, 0);
            case "\"NULL\"", "NULL" -> new ResultColumn(name, "unknown", 0, 0);
            default -> new ResultColumn(name, "varchar", TEXT_CHARS_MAX, 0);
        };
    }
}
