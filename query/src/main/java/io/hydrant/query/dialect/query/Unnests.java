package io.hydrant.query.dialect.query;

import io.hydrant.query.dialect.expression.Field;
import io.hydrant.query.dialect.expression.Scope;
import io.hydrant.query.dialect.expression.Typed;
import io.hydrant.query.dialect.type.Refusals;
import io.hydrant.query.dialect.type.Sql;
import io.hydrant.query.dialect.type.SqlType;
import io.hydrant.query.dialect.type.SqlType.Array;
import io.hydrant.query.dialect.type.SqlType.Mapping;
import io.hydrant.query.dialect.type.SqlType.Row;
import io.hydrant.query.dialect.type.SqlType.Scalar;
import io.hydrant.query.refusal.QueryFailure;
import io.trino.sql.tree.Expression;
import io.trino.sql.tree.Unnest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Translates `UNNEST`: side by side for several arrays, a map as keys and values, rows as their
/// members.
final class Unnests {
    private final QueryRenderer queries;
    private final Environment environment;
    private final List<String> inner = new ArrayList<>();
    private final List<String> outer = new ArrayList<>();
    private final List<String> lengths = new ArrayList<>();
    private final List<Field> fields = new ArrayList<>();
    private final String alias;

    Unnests(QueryRenderer queries, Environment environment) {
        this.queries = queries;
        this.environment = environment;
        this.alias = queries.translation().freshName("r");
    }

    Source render(Unnest unnest, Scope before) throws QueryFailure {
        for (Expression expression : unnest.getExpressions()) {
            Typed value = queries.expressions(before, environment, Map.of()).render(expression);
            add(expression, value);
        }
        if (unnest.isWithOrdinality()) {
            String rows =
                    lengths.size() == 1
                            ? lengths.getFirst()
                            : "greatest(" + String.join(", ", lengths) + ")";
            column("unnest(generate_series(1, " + rows + "))", Optional.empty(), Scalar.BIGINT);
        }
        String source = queries.translation().freshName("r");
        return new Source(
                "LATERAL (SELECT %s FROM (SELECT %s) %s) %s"
                        .formatted(
                                String.join(", ", outer), String.join(", ", inner), source, alias),
                fields,
                true);
    }

    private void add(Expression place, Typed value) throws QueryFailure {
        switch (value.type()) {
            case Array(Row row) -> {
                lengths.add("coalesce(len(" + value.sql() + "), 0)");
                inner.add("unnest(" + value.sql() + ") AS u" + inner.size());
                String whole = "u" + (inner.size() - 1);
                for (int i = 0; i < row.members().size(); i++) {
                    output(
                            "(" + whole + ")." + Sql.quoted(row.engineName(i)),
                            row.members().get(i).name(),
                            row.members().get(i).type());
                }
            }
            case Array(SqlType element) -> {
                lengths.add("coalesce(len(" + value.sql() + "), 0)");
                column("unnest(" + value.sql() + ")", Optional.empty(), element);
            }
            case Mapping(SqlType key, SqlType element) -> {
                lengths.add("coalesce(CAST(cardinality(" + value.sql() + ") AS BIGINT), 0)");
                column("unnest(map_keys(" + value.sql() + "))", Optional.empty(), key);
                column("unnest(map_values(" + value.sql() + "))", Optional.empty(), element);
            }
            default ->
                    throw Refusals.at(
                            place,
                            "INVALID_FUNCTION_ARGUMENT",
                            "Cannot unnest type: " + value.type().display());
        }
    }

    private void column(String sql, Optional<String> name, SqlType type) {
        inner.add(sql + " AS u" + inner.size());
        output("u" + (inner.size() - 1), name, type);
    }

    private void output(String sql, Optional<String> name, SqlType type) {
        String column = OutputColumn.engineName(outer.size());
        outer.add(sql + " AS " + column);
        fields.add(new Field(List.of(), name, alias + "." + column, type, Optional.empty()));
    }
}
