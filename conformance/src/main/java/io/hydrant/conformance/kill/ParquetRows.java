package io.hydrant.conformance.kill;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/// Reads Parquet files with DuckDB.
final class ParquetRows implements RowsReader {
    private static final String COLUMNS =
            "attempt || '/' || place || '/' || document || '/' || n || ':' || pad || ';' as built,"
                    + " parts.a as a, parts.b[1] as b, len(parts.b) as b_count, *";

    private final Connection connection;
    private final Path copy;

    ParquetRows() {
        try {
            copy = Files.createTempFile("hydrant-rows-", ".parquet");
            connection = DriverManager.getConnection("jdbc:duckdb:");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException("DuckDB does not start", e);
        }
    }

    @Override
    public List<String> marks(byte[] file) {
        List<String> marks = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            Files.write(copy, file);
            String query = "select " + COLUMNS + " from read_parquet('" + copy + "')";
            try (ResultSet rows = statement.executeQuery(query)) {
                while (rows.next()) {
                    marks.add(mark(rows));
                }
            }
            return marks;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new BrokenFile("no Parquet file: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
            Files.delete(copy);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException("DuckDB does not end", e);
        }
    }

    /// All columns of a row must be those of the record that its mark says.
    private static String mark(ResultSet row) throws SQLException {
        String mark = row.getString(ConversionRecord.MARK);
        if (mark == null || !mark.equals(row.getString("built"))) {
            throw new BrokenFile(
                    "a row of %s is marked %s".formatted(row.getString("built"), mark));
        }
        long number = ConversionRecord.numberOf(mark);
        require(mark, "parts.a", number, row.getLong("a"));
        require(mark, "parts.b", number, row.getLong("b"));
        require(mark, "the length of parts.b", 1, row.getLong("b_count"));
        ResultSetMetaData columns = row.getMetaData();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            String name = columns.getColumnName(i);
            int added = ConversionRecord.addend(name);
            if (added >= 0) {
                require(mark, name, number + added, row.getLong(i));
            }
        }
        return mark;
    }

    private static void require(String mark, String what, long expected, long found) {
        if (expected != found) {
            throw new BrokenFile(
                    "%s has %d for %s in place of %d".formatted(mark, found, what, expected));
        }
    }
}
