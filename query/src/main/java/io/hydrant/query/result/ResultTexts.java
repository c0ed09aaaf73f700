package io.hydrant.query.result;

import io.hydrant.query.refusal.QueryFailure;

import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// Hands the engine's result to a sink, row by row, in the service's types and texts. For one
/// thread.
public final class ResultTexts {
    private static final BigInteger BIGINT_MIN = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger BIGINT_MAX = BigInteger.valueOf(Long.MAX_VALUE);

    private static final int ROWS_BETWEEN_CHECKS = 256;

    private final ResultSet rows;
    private final List<ResultColumn> columns;

    /// How each column is read, from 0.
    private final List<Cell> cells;

    private ResultTexts(ResultSet rows, List<ResultColumn> columns, List<Cell> cells) {
        this.rows = rows;
        this.columns = columns;
        this.cells = cells;
    }

    /// Reads one value; empty when it is null.
    private interface Cell {
        Optional<String> read() throws SQLException, QueryFailure;
    }

    /// With the engine's own types.
    public static ResultTexts of(ResultSet rows, List<String> names) throws SQLException {
        return of(rows, names, List.of());
    }

    /// @param names of the columns, as clients see them: as many as the result has
    /// @param types of the columns, as clients see them, such as `decimal(10,2)`; empty when only
    ///   the engine's own are known
    public static ResultTexts of(ResultSet rows, List<String> names, List<String> types)
            throws SQLException {
        ResultSetMetaData meta = rows.getMetaData();
        if (names.size() != meta.getColumnCount()) {
            throw new IllegalArgumentException(
                    "a result of %d columns has %d names: %s"
                            .formatted(meta.getColumnCount(), names.size(), names));
        }
        List<ResultColumn> columns = new ArrayList<>();
        List<Cell> cells = new ArrayList<>();
        for (int i = 1; i <= names.size(); i++) {
            ResultColumn own = ResultTypes.column(names.get(i - 1), meta, i);
            columns.add(
                    types.isEmpty() ? own : ResultTypes.column(names.get(i - 1), types.get(i - 1)));
            cells.add(cell(rows, own, i));
        }
        return new ResultTexts(rows, List.copyOf(columns), List.copyOf(cells));
    }

    private static Cell cell(ResultSet rows, ResultColumn column, int index) {
        return switch (column.type()) {
            case "varchar", "json" -> () -> Optional.ofNullable(rows.getString(index));
            case "tinyint", "smallint", "integer" ->
                    () -> {
                        int value = rows.getInt(index);
                        return rows.wasNull()
                                ? Optional.empty()
                                : Optional.of(Integer.toString(value));
                    };
            case "bigint" -> () -> bigint(rows, column, index);
            case "double" ->
                    () -> {
                        double value = rows.getDouble(index);
                        return rows.wasNull()
                                ? Optional.empty()
                                : Optional.of(Double.toString(value));
                    };
            case "timestamp" -> () -> text(rows.getObject(index, LocalDateTime.class));
            default -> () -> text(rows.getObject(index));
        };
    }

    private static Optional<String> text(Object value) throws SQLException {
        return RowMembers.isNull(value) ? Optional.empty() : Optional.of(ValueTexts.of(value));
    }

    /// Sums are wider in the engine than the type they have for clients.
    private static Optional<String> bigint(ResultSet rows, ResultColumn column, int index)
            throws SQLException, QueryFailure {
        Object value = rows.getObject(index);
        if (value instanceof BigInteger wide
                && (wide.compareTo(BIGINT_MIN) < 0 || wide.compareTo(BIGINT_MAX) > 0)) {
            throw QueryFailure.user(
                    "NUMERIC_VALUE_OUT_OF_RANGE",
                    "bigint overflow: column '%s' is %s".formatted(column.name(), wide));
        }
        return RowMembers.isNull(value) ? Optional.empty() : Optional.of(value.toString());
    }

    /// Asked between rows.
    public interface Check {
        /// @throws QueryFailure when the rows are not wanted any more
        void run() throws QueryFailure;
    }

    /// Gives the columns, then all rows, unless the check fails.
    ///
    /// @return how many rows there were
    public long writeTo(ResultSink sink, Check check) throws SQLException, QueryFailure {
        sink.columns(columns);
        Row row = new Row(cells.size());
        long count = 0;
        while (rows.next()) {
            for (int i = 0; i < cells.size(); i++) {
                row.texts.set(i, cells.get(i).read());
            }
            sink.row(row);
            count++;
            if (count % ROWS_BETWEEN_CHECKS == 0) {
                check.run();
            }
        }
        return count;
    }

    private static final class Row implements ResultRow {
        private final List<Optional<String>> texts;

        Row(int columnCount) {
            texts = new ArrayList<>(Collections.nCopies(columnCount, Optional.empty()));
        }

        @Override
        public boolean isNull(int column) {
            return texts.get(column).isEmpty();
        }

        @Override
        public String text(int column) {
            return texts.get(column).orElseThrow();
        }
    }
}
