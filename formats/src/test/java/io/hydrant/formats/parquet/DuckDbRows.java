package io.hydrant.formats.parquet;

import io.hydrant.formats.schema.Column;
import io.hydrant.formats.schema.HiveType;
import io.hydrant.formats.schema.TableSchema;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Connection;
import java.sql.Date;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Struct;
import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What DuckDB reads from a file, as plain objects. It knows timestamps to the microsecond.
public final class DuckDbRows {
    private DuckDbRows() {}

    /// All rows of a Parquet file.
    public static List<List<Object>> of(Path file, TableSchema schema) throws SQLException {
        return query("SELECT * FROM read_parquet('" + file + "')", schema);
    }

    /// The rows of a query whose columns are those of the schema.
    public static List<List<Object>> query(String sql, TableSchema schema) throws SQLException {
        List<List<Object>> rows = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                List<Object> row = new ArrayList<>();
                for (int i = 0; i < schema.columns().size(); i++) {
                    row.add(plain(schema.columns().get(i).type(), result.getObject(i + 1)));
                }
                rows.add(row);
            }
        }
        return rows;
    }

    /// The rows of a query, as text.
    public static List<List<String>> texts(String sql) throws SQLException {
        List<List<String>> rows = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    row.add(result.getString(i));
                }
                rows.add(row);
            }
        }
        return rows;
    }

    /// The object as DuckDB should give it back: without nanoseconds.
    public static Object expected(Object value) {
        return switch (value) {
            case null -> null;
            case LocalDateTime time -> time.truncatedTo(ChronoUnit.MICROS);
            case List<?> list -> {
                List<Object> each = new ArrayList<>();
                list.forEach(element -> each.add(expected(element)));
                yield each;
            }
            case Map<?, ?> map -> {
                Map<Object, Object> each = new LinkedHashMap<>();
                map.forEach((key, element) -> each.put(expected(key), expected(element)));
                yield each;
            }
            default -> value;
        };
    }

    private static Object plain(HiveType type, Object value) throws SQLException {
        return switch (value) {
            case null -> null;
            case Byte number -> number.intValue();
            case Short number -> number.intValue();
            case Date date -> date.toLocalDate();
            case Timestamp time -> time.toLocalDateTime();
            case Blob blob -> ByteBuffer.wrap(blob.getBytes(1, (int) blob.length()));
            case byte[] bytes -> ByteBuffer.wrap(bytes);
            case BigDecimal number -> number;
            case Array array -> list(((HiveType.Array) type).element(), array);
            case Struct struct -> struct((HiveType.Struct) type, struct);
            case Map<?, ?> map -> map((HiveType.Mapping) type, map);
            default -> value;
        };
    }

    private static List<Object> list(HiveType element, Array array) throws SQLException {
        List<Object> list = new ArrayList<>();
        for (Object each : (Object[]) array.getArray()) {
            list.add(plain(element, each));
        }
        return list;
    }

    private static Map<String, Object> struct(HiveType.Struct type, Struct struct)
            throws SQLException {
        Map<String, Object> members = new LinkedHashMap<>();
        Object[] values = struct.getAttributes();
        for (int i = 0; i < values.length; i++) {
            Column member = type.members().get(i);
            members.put(member.name(), plain(member.type(), values[i]));
        }
        return members;
    }

    private static Map<Object, Object> map(HiveType.Mapping type, Map<?, ?> map)
            throws SQLException {
        Map<Object, Object> pairs = new LinkedHashMap<>();
        for (Map.Entry<?, ?> pair : map.entrySet()) {
            pairs.put(plain(type.key(), pair.getKey()), plain(type.value(), pair.getValue()));
        }
        return pairs;
    }
}
