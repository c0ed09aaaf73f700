package io.hydrant.query.dialect;

import io.hydrant.catalog.table.TableColumn;
import io.hydrant.query.refusal.QueryFailure;
import io.hydrant.query.statement.MalformedStatement;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Runs statements of the table `statements.txt` over the engine.
///
/// The table's form: `> ` begins a statement, more lines with `>` go on with it; `= ` is a row of
/// its result, cells parted by ` | `; `# ` alone a result without rows; `: ` names its columns; `!
/// ` the beginning of the error that it gives.
final class DialectTable implements AutoCloseable {
    record Case(int line, String sql, List<String> expected) {}

    private final Connection connection;
    private final SampleTables tables = new SampleTables();

    DialectTable() throws SQLException {
        connection = DriverManager.getConnection("jdbc:duckdb:");
        for (String sql : DialectSession.STATEMENTS) {
            execute(sql);
        }
        for (String sql : text("sample-tables.sql").split(";\n")) {
            if (!sql.isBlank()) {
                execute(sql);
            }
        }
    }

    private static String text(String resource) {
        try (InputStream in = DialectTable.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Case> cases(String resource) {
        String text = text(resource);
        List<Case> cases = new ArrayList<>();
        StringBuilder sql = new StringBuilder();
        List<String> expected = new ArrayList<>();
        int line = 0;
        int start = 0;
        for (String next : (text + "\n> end").split("\n")) {
            line++;
            if (next.startsWith(">")) {
                if (!expected.isEmpty()) {
                    cases.add(new Case(start, sql.toString(), List.copyOf(expected)));
                    sql.setLength(0);
                    expected.clear();
                }
                if (sql.isEmpty()) {
                    start = line;
                } else {
                    sql.append('\n');
                }
                sql.append(next.substring(Math.min(2, next.length())));
            } else if (!next.isBlank() && !next.startsWith("--")) {
                expected.add(next.stripTrailing());
            }
        }
        return cases;
    }

    /// What a statement gives, in the table's form.
    List<String> run(String sql, List<String> parameters, boolean names) throws SQLException {
        TranslatedQuery query;
        try {
            query = QueryTranslator.translate(sql, "lab", tables, parameters);
        } catch (MalformedStatement e) {
            return List.of("! " + e.getMessage());
        } catch (QueryFailure e) {
            return List.of("! " + e.getMessage());
        }
        try {
            for (TableScan scan : query.scans()) {
                execute(view(scan));
            }
            return rows(query, names);
        } catch (SQLException e) {
            return List.of(
                    "! "
                            + EngineErrors.asFailure(e.getMessage())
                                    .map(Throwable::getMessage)
                                    .orElseGet(
                                            () ->
                                                    "ENGINE: "
                                                            + e.getMessage()
                                                            + " of "
                                                            + query.sql()));
        }
    }

    private static String view(TableScan scan) {
        List<TableColumn> all = new ArrayList<>();
        if (!scan.partitionsOnly()) {
            all.addAll(scan.table().columns());
        }
        all.addAll(scan.table().partitionKeys());
        List<String> columns =
                all.stream().map(column -> '"' + column.name() + '"').collect(Collectors.toList());
        scan.hidden().forEach(name -> columns.add('"' + name + '"'));
        return "CREATE OR REPLACE TEMP VIEW %s AS SELECT %s %s FROM %s_%s %s"
                .formatted(
                        scan.relation(),
                        scan.partitionsOnly() ? "DISTINCT" : "",
                        String.join(", ", columns),
                        scan.table().name().database(),
                        scan.table().name().table(),
                        scan.partitionFilter().map(filter -> "WHERE " + filter).orElse(""));
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private List<String> rows(TranslatedQuery query, boolean names) throws SQLException {
        List<String> rows = new ArrayList<>();
        if (names) {
            rows.add(": " + String.join(" | ", query.columns()));
        }
        int before = rows.size();
        try (Statement statement = connection.createStatement();
                ResultSet results = statement.executeQuery(query.sql())) {
            int count = results.getMetaData().getColumnCount();
            while (results.next()) {
                List<String> cells = new ArrayList<>();
                for (int i = 1; i <= count; i++) {
                    cells.add(CellTexts.of(results.getObject(i)));
                }
                rows.add("= " + String.join(" | ", cells));
            }
        }
        if (rows.size() == before) {
            rows.add("#");
        }
        return rows;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
