package io.hydrant.benchmarks.conversion;

import io.hydrant.formats.schema.HiveType.Primitive;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.stream.Collectors;

/// The same work by DuckDB's `COPY`, with one thread. Arguments: the input, a folder for the file.
public final class DuckDbPeer {
    private DuckDbPeer() {}

    public static void main(String[] arguments) throws Exception {
        Path input = Path.of(arguments[0]);
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("SET threads = 1");
            statement.execute("SET TimeZone = 'UTC'");
            Pass.runAll(
                    Path.of(arguments[1]),
                    folder -> copy(statement, input, folder.resolve("trips.parquet")));
        }
    }

    private static long copy(Statement statement, Path input, Path file) throws SQLException {
        statement.execute(
                """
                COPY (SELECT * EXCLUDE (type)
                      FROM read_json('%s', format = 'newline_delimited', columns = {%s})
                      WHERE type = 'trip' AND pickup_longitude <> 0 AND dropoff_longitude <> 0)
                TO '%s' (FORMAT parquet, COMPRESSION snappy)
                """
                        .formatted(input, columns(), file));
        try (ResultSet count =
                statement.executeQuery("SELECT count(*) FROM '%s'".formatted(file))) {
            count.next();
            return count.getLong(1);
        }
    }

    private static String columns() {
        return TripTable.READ.columns().stream()
                .map(column -> "%s: '%s'".formatted(column.name(), duckType(column.type())))
                .collect(Collectors.joining(", "));
    }

    private static String duckType(Object type) {
        return type == Primitive.STRING ? "VARCHAR" : type.toString().toUpperCase(Locale.ROOT);
    }
}
