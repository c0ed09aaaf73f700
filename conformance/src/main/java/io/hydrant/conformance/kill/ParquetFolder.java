package io.hydrant.conformance.kill;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/// Reads many small Parquet files at once with DuckDB.
final class ParquetFolder {
    private ParquetFolder() {}

    /// A row of a file.
    ///
    /// @param key of the object that it is in
    record Row(String key, String id, String partition, long number) {}

    /// @param files by their keys
    /// @throws RowsReader.BrokenFile when one is no Parquet file
    static List<Row> rows(SortedMap<String, byte[]> files) throws IOException {
        Path folder = Files.createTempDirectory("hydrant-rows-");
        List<String> keys = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                Files.write(folder.resolve(keys.size() + ".parquet"), file.getValue());
                keys.add(file.getKey());
            }
            return keys.isEmpty() ? List.of() : query(statement, folder, keys);
        } catch (SQLException e) {
            throw new RowsReader.BrokenFile("no Parquet files: " + e.getMessage(), e);
        } finally {
            KillHarness.delete(folder);
        }
    }

    private static List<Row> query(Statement statement, Path folder, List<String> keys)
            throws SQLException {
        List<Row> found = new ArrayList<>();
        String query =
                "select parse_filename(filename, true) as f, id, c, n from read_parquet('"
                        + folder
                        + "/*.parquet', filename = true)";
        try (ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                found.add(
                        new Row(
                                keys.get(rows.getInt("f")),
                                String.valueOf(rows.getString("id")),
                                String.valueOf(rows.getString("c")),
                                rows.getLong("n")));
            }
        }
        return found;
    }
}
