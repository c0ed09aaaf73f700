package io.hydrant.cli.bench;

import io.hydrant.cli.terminal.CommandFailed;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The server's query engine without the server, in this process: what files cost to be asked with
/// nothing around it. The driver comes with the server's libraries. For one thread.
final class PlainEngine implements AutoCloseable {
    private final Connection connection;

    private PlainEngine(Connection connection) {
        this.connection = connection;
    }

    /// @param threads that compute, as the server has them
    static PlainEngine open(int threads) {
        try {
            Connection connection = DriverManager.getConnection("jdbc:duckdb:");
            PlainEngine engine = new PlainEngine(connection);
            engine.run("SET threads=" + threads);
            engine.run("SET memory_limit='512MiB'");
            engine.run("SET TimeZone='UTC'");
            return engine;
        } catch (SQLException e) {
            throw failed("opened", e);
        }
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /// All rows as texts.
    List<List<String>> rows(String sql) {
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            int columnCount = found.getMetaData().getColumnCount();
            List<List<String>> rows = new ArrayList<>();
            while (found.next()) {
                List<String> row = new ArrayList<>(columnCount);
                for (int column = 1; column <= columnCount; column++) {
                    row.add(Optional.ofNullable(found.getString(column)).orElse(""));
                }
                rows.add(row);
            }
            return rows;
        } catch (SQLException e) {
            throw failed("asked " + sql, e);
        }
    }

    /// From before the query is read until its last row is there.
    Duration time(String sql) {
        long start = System.nanoTime();
        rows(sql);
        return Duration.ofNanos(System.nanoTime() - start);
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw failed("closed", e);
        }
    }

    private static CommandFailed failed(String what, SQLException e) {
        return new CommandFailed("the plain engine cannot be " + what + ": " + e.getMessage(), e);
    }
}
