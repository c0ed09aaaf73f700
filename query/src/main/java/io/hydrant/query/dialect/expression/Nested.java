package io.hydrant.query.dialect.expression;

import io.hydrant.query.dialect.type.Refusals;
import io.hydrant.query.dialect.type.Sql;
import io.hydrant.query.dialect.type.SqlType;
import io.hydrant.query.dialect.type.SqlType.Mapping;
import io.hydrant.query.dialect.type.SqlType.Member;
import io.hydrant.query.dialect.type.SqlType.Scalar;
import io.hydrant.query.dialect.type.TypeRules;
import io.hydrant.query.refusal.QueryFailure;
import io.trino.sql.tree.Array;
import io.trino.sql.tree.LongLiteral;
import io.trino.sql.tree.Row;
import io.trino.sql.tree.SubscriptExpression;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Translates arrays and rows, and what takes a value out of an array, a map or a row.
final class Nested {
    private final ExpressionRenderer expressions;

    Nested(ExpressionRenderer expressions) {
        this.expressions = expressions;
    }

    Typed array(Array array) throws QueryFailure {
        List<Typed> elements = expressions.renderAll(array.getValues());
        SqlType type = expressions.common(array, elements, "All ARRAY elements");
        List<String> texts = new ArrayList<>();
        for (Typed element : elements) {
            boolean same = element.type().equals(type) || TypeRules.isText(type);
            texts.add(same ? element.sql() : Sql.cast(element.sql(), type));
        }
        return new Typed("[" + String.join(", ", texts) + "]", new SqlType.Array(type));
    }

    Typed row(Row row) throws QueryFailure {
        List<Member> members = new ArrayList<>();
        List<Typed> values = new ArrayList<>();
        for (Row.Field field : row.getFields()) {
            Typed value = expressions.render(field.getExpression());
            values.add(value);
            members.add(new Member(field.getName().map(ExpressionRenderer::lower), value.type()));
        }
        return struct(new SqlType.Row(members), values.stream().map(Typed::sql).toList());
    }

    /// A row of these values.
    static Typed struct(SqlType.Row type, List<String> values) {
        StringBuilder sql = new StringBuilder("{");
        for (int i = 0; i < values.size(); i++) {
            sql.append(i == 0 ? "" : ", ")
                    .append(Sql.literal(type.engineName(i)))
                    .append(": ")
                    .append(values.get(i));
        }
        return new Typed(sql.append('}').toString(), type);
    }

    Typed subscript(SubscriptExpression subscript) throws QueryFailure {
        Typed base = expressions.render(subscript.getBase());
        Typed index = expressions.render(subscript.getIndex());
        return switch (base.type()) {
            case SqlType.Array(SqlType element) when TypeRules.isInteger(index.type()) ->
                    new Typed(element(base.sql(), index.sql()), element);
            case Mapping(SqlType key, SqlType value)
                    when TypeRules.common(key, index.type()).isPresent() ->
                    new Typed(value(base.sql(), index.sql()), value);
            case SqlType.Row row -> member(subscript, base, row);
            default ->
                    throw Refusals.at(
                            subscript,
                            "TYPE_MISMATCH",
                            "Cannot use "
                                    + index.type().display()
                                    + " for subscript of "
                                    + base.type().display());
        };
    }

    private static String element(String array, String index) {
        String beyond =
                "CAST('"
                        + Failing.MARK
                        + "INVALID_FUNCTION_ARGUMENT: Array subscript must be less than or equal to"
                        + " array length: ' || "
                        + index
                        + " || ' > ' || len("
                        + array
                        + ") || '"
                        + Failing.MARK
                        + "' AS BIGINT)";
        return "("
                + array
                + ")[CASE WHEN "
                + index
                + " > len("
                + array
                + ") THEN "
                + beyond
                + " WHEN "
                + index
                + " = 0 THEN "
                + Failing.value("INVALID_FUNCTION_ARGUMENT", "SQL array indices start at 1")
                + " WHEN "
                + index
                + " < 0 THEN "
                + Failing.value("INVALID_FUNCTION_ARGUMENT", "Array subscript is negative")
                + " ELSE "
                + index
                + " END]";
    }

    private static String value(String map, String key) {
        return "(map_values("
                + map
                + "))[CASE WHEN "
                + map
                + " IS NOT NULL AND NOT map_contains("
                + map
                + ", "
                + key
                + ") THEN CAST('"
                + Failing.MARK
                + "INVALID_FUNCTION_ARGUMENT: Key not present in map: ' || CAST("
                + key
                + " AS VARCHAR) || '"
                + Failing.MARK
                + "' AS BIGINT) ELSE list_position(map_keys("
                + map
                + "), "
                + key
                + ") END]";
    }

    private static Typed member(SubscriptExpression subscript, Typed base, SqlType.Row row)
            throws QueryFailure {
        if (subscript.getIndex() instanceof LongLiteral literal
                && literal.getParsedValue() >= 1
                && literal.getParsedValue() <= row.members().size()) {
            int index = (int) literal.getParsedValue() - 1;
            return new Typed(
                    "(" + base.sql() + ")." + Sql.quoted(row.engineName(index)),
                    row.members().get(index).type());
        }
        throw Refusals.at(
                subscript.getIndex(),
                "INVALID_FUNCTION_ARGUMENT",
                "Invalid subscript index of ROW: it must be a number from 1 to "
                        + row.members().size());
    }

    /// `map_from_entries`: members of the entries' rows have names of their own.
    static Optional<Typed> mapFromEntries(Typed entries, String parameter) {
        if (!(entries.type() instanceof SqlType.Array(SqlType.Row row))
                || row.members().size() != 2) {
            return Optional.empty();
        }
        String pair =
                "{'k': %1$s.%2$s, 'v': %1$s.%3$s}"
                        .formatted(
                                parameter,
                                Sql.quoted(row.engineName(0)),
                                Sql.quoted(row.engineName(1)));
        SqlType key = row.members().getFirst().type();
        SqlType value = row.members().getLast().type();
        return Optional.of(
                new Typed(
                        "map_from_entries(list_transform("
                                + entries.sql()
                                + ", lambda "
                                + parameter
                                + ": "
                                + pair
                                + "))",
                        new Mapping(
                                key == Scalar.UNKNOWN ? SqlType.Varchar.UNBOUNDED : key, value)));
    }

    static String joined(List<Typed> values) {
        return values.stream().map(Typed::sql).collect(Collectors.joining(", "));
    }
}
