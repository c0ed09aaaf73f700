package io.hydrant.conformance.pipeline;

import software.amazon.awssdk.services.glue.model.Column;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// What DuckDB finds in Parquet files.
final class DuckDb {
    private DuckDb() {}

    /// All rows of the files below a folder, in the order of their trips. Folders such as
    /// `year=2026` are columns too.
    static List<List<Object>> rows(Path folder, List<Column> columns) {
        String names = columns.stream().map(Column::name).collect(Collectors.joining(", "));
        return query("SELECT " + names + " FROM " + files(folder) + " ORDER BY trip_id");
    }

    /// The files below a folder, as a table in a query.
    static String files(Path folder) {
        return "read_parquet('"
                + folder
                + "/**/*.parquet', hive_partitioning = true, hive_types_autocast = false,"
                + " union_by_name = true)";
    }

    static List<List<Object>> query(String sql) {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            int width = result.getMetaData().getColumnCount();
            List<List<Object>> rows = new ArrayList<>();
            while (result.next()) {
                List<Object> row = new ArrayList<>();
                for (int column = 1; column <= width; column++) {
                    boolean time =
                            result.getMetaData().getColumnTypeName(column).startsWith("TIMESTAMP");
                    // A java.sql.Timestamp has no value for wall times that a zone leaves out.
                    row.add(
                            time
                                    ? result.getObject(column, LocalDateTime.class)
                                    : result.getObject(column));
                }
                rows.add(row);
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }
}
