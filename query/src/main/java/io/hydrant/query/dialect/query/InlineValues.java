package io.hydrant.query.dialect.query;

import io.hydrant.query.dialect.expression.ExpressionRenderer;
import io.hydrant.query.dialect.expression.Typed;
import io.hydrant.query.dialect.type.Refusals;
import io.hydrant.query.dialect.type.Sql;
import io.hydrant.query.dialect.type.SqlType;
import io.hydrant.query.dialect.type.SqlType.Scalar;
import io.hydrant.query.dialect.type.TypeRules;
import io.hydrant.query.refusal.QueryFailure;
import io.trino.sql.tree.Expression;
import io.trino.sql.tree.Row;
import io.trino.sql.tree.Values;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Translates `VALUES`.
final class InlineValues {
    private final QueryRenderer queries;
    private final Environment environment;

    InlineValues(QueryRenderer queries, Environment environment) {
        this.queries = queries;
        this.environment = environment;
    }

    RenderedQuery render(Values values) throws QueryFailure {
        ExpressionRenderer renderer =
                queries.expressions(environment.outer(), environment, Map.of());
        List<List<Typed>> rows = new ArrayList<>();
        for (Expression row : values.getRows()) {
            List<Typed> cells = new ArrayList<>();
            for (Expression cell : cells(row)) {
                cells.add(renderer.render(cell));
            }
            rows.add(cells);
        }
        List<SqlType> types = types(values, rows);
        List<String> texts = new ArrayList<>();
        for (List<Typed> row : rows) {
            List<String> cells = new ArrayList<>();
            for (int i = 0; i < row.size(); i++) {
                cells.add(cell(row.get(i), types.get(i)));
            }
            texts.add("(" + String.join(", ", cells) + ")");
        }
        String alias = queries.translation().freshName("r");
        List<String> names = new ArrayList<>();
        List<OutputColumn> columns = new ArrayList<>();
        for (SqlType type : types) {
            names.add(OutputColumn.engineName(columns.size()));
            columns.add(new OutputColumn(Optional.empty(), type, Optional.empty()));
        }
        String list = String.join(", ", names);
        return new RenderedQuery(
                "SELECT %s FROM (VALUES %s) %s(%s)"
                        .formatted(list, String.join(", ", texts), alias, list),
                columns);
    }

    private static List<Expression> cells(Expression row) {
        return row instanceof Row fields
                ? fields.getFields().stream().map(Row.Field::getExpression).toList()
                : List.of(row);
    }

    private static List<SqlType> types(Values values, List<List<Typed>> rows) throws QueryFailure {
        List<SqlType> types = new ArrayList<>();
        for (Typed first : rows.getFirst()) {
            types.add(first.type());
        }
        for (List<Typed> row : rows) {
            boolean fits = row.size() == types.size();
            for (int i = 0; fits && i < row.size(); i++) {
                Optional<SqlType> common = TypeRules.common(types.get(i), row.get(i).type());
                fits = common.isPresent();
                types.set(i, common.orElse(Scalar.UNKNOWN));
            }
            if (!fits) {
                throw Refusals.at(values, "TYPE_MISMATCH", "Values rows have mismatched types");
            }
        }
        return types;
    }

    private static String cell(Typed cell, SqlType type) {
        boolean same = cell.type().equals(type) || type == Scalar.UNKNOWN;
        return same && !TypeRules.isNumber(type) ? cell.sql() : Sql.cast(cell.sql(), type);
    }
}
