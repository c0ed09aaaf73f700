package io.hydrant.query.dialect.expression;

import io.hydrant.query.dialect.type.Refusals;
import io.hydrant.query.dialect.type.Sql;
import io.hydrant.query.dialect.type.SqlType;
import io.hydrant.query.dialect.type.SqlType.Scalar;
import io.hydrant.query.dialect.type.SqlType.Varchar;
import io.hydrant.query.dialect.type.TypeReader;
import io.hydrant.query.dialect.type.TypeRules;
import io.hydrant.query.refusal.QueryFailure;
import io.trino.sql.tree.Expression;
import io.trino.sql.tree.JsonExists;
import io.trino.sql.tree.JsonPathInvocation;
import io.trino.sql.tree.JsonPathParameter.JsonFormat;
import io.trino.sql.tree.JsonQuery;
import io.trino.sql.tree.JsonValue;
import io.trino.sql.tree.Node;

import java.util.Optional;

/// Translates `JSON_EXISTS`, `JSON_VALUE` and `JSON_QUERY`.
///
/// Source: Trino documentation, JSON functions and operators.
final class SqlJson {
    private static final String NESTED = "('OBJECT', 'ARRAY')";

    /// The list of what a path found, in the engine.
    private static final String FOUND = "found";

    private final ExpressionRenderer expressions;

    SqlJson(ExpressionRenderer expressions) {
        this.expressions = expressions;
    }

    Typed exists(JsonExists exists) throws QueryFailure {
        String error =
                switch (exists.getErrorBehavior()) {
                    case FALSE -> "FALSE";
                    case TRUE -> "TRUE";
                    case UNKNOWN -> "NULL";
                    case ERROR -> failing("PATH_EVALUATION_ERROR", Scalar.BOOLEAN);
                };
        String chosen = "CASE WHEN %1$s IS NULL THEN %2$s ELSE len(%1$s) > 0 END";
        return whole(
                exists.getJsonPathInvocation(), chosen.formatted(FOUND, error), Scalar.BOOLEAN);
    }

    Typed value(JsonValue value) throws QueryFailure {
        SqlType type =
                value.getReturnedType().isPresent()
                        ? TypeReader.ofTree(value.getReturnedType().get())
                        : Varchar.UNBOUNDED;
        if (!TypeRules.isNumber(type) && !(type instanceof Varchar) && type != Scalar.BOOLEAN) {
            throw Refusals.notSupported(value, "JSON_VALUE ... RETURNING " + type.display());
        }
        String empty = instead(value.getEmptyBehavior(), value.getEmptyDefault(), type);
        String error = instead(value.getErrorBehavior(), value.getErrorDefault(), type);
        String chosen =
                ("CASE WHEN %1$s IS NULL OR len(%1$s) > 1 OR json_type(%1$s[1]) IN %2$s THEN %3$s"
                                + " WHEN len(%1$s) = 0 THEN %4$s WHEN json_type(%1$s[1]) = 'NULL'"
                                + " THEN NULL ELSE %5$s END")
                        .formatted(FOUND, NESTED, error, empty, converted(type, error));
        return whole(value.getJsonPathInvocation(), chosen, type);
    }

    private String instead(
            JsonValue.EmptyOrErrorBehavior behavior, Optional<Expression> given, SqlType type)
            throws QueryFailure {
        return switch (behavior) {
            case NULL -> "NULL";
            case ERROR -> failing("JSON_VALUE_RESULT_ERROR", type);
            case DEFAULT -> {
                Typed value = expressions.render(given.orElseThrow());
                if (!TypeRules.becomes(value.type(), type)) {
                    throw Refusals.at(
                            given.get(),
                            "TYPE_MISMATCH",
                            "Function JSON_VALUE default must be %s but is %s"
                                    .formatted(type.display(), value.type().display()));
                }
                yield Sql.cast(value.sql(), type);
            }
        };
    }

    /// The only value found as one of the type.
    private String converted(SqlType type, String error) {
        String json = FOUND + "[1]";
        String text = "(" + json + " ->> '$')";
        if (type instanceof Varchar varchar) {
            return varchar.length().isPresent()
                    ? "left(" + text + ", " + varchar.length().getAsInt() + ")"
                    : text;
        }
        String value;
        if (type == Scalar.BOOLEAN) {
            value =
                    "CASE lower(%s) WHEN 'true' THEN TRUE WHEN 'false' THEN FALSE END"
                            .formatted(text);
        } else if (TypeRules.isInteger(type)) {
            value =
                    ("CASE json_type(%1$s) WHEN 'DOUBLE' THEN TRY_CAST(round(CAST(%2$s AS DOUBLE))"
                         + " AS %3$s) WHEN 'BOOLEAN' THEN CAST(%2$s = 'true' AS %3$s) ELSE CASE"
                         + " WHEN regexp_full_match(%2$s, '[+-]?[0-9]+') THEN TRY_CAST(%2$s AS"
                         + " %3$s) END END")
                            .formatted(json, text, type.engine());
        } else {
            value = "TRY_CAST(" + text + " AS " + type.engine() + ")";
        }
        return "coalesce(" + value + ", " + error + ")";
    }

    Typed query(JsonQuery query) throws QueryFailure {
        boolean text =
                query.getReturnedType().isEmpty()
                        || TypeReader.ofTree(query.getReturnedType().get())
                                .equals(Varchar.UNBOUNDED);
        if (!text
                || query.getOutputFormat()
                        .filter(format -> format != JsonFormat.JSON)
                        .isPresent()) {
            throw Refusals.notSupported(query, "JSON_QUERY that does not return varchar");
        }
        String error = instead(query.getErrorBehavior());
        boolean bare =
                query.getQuotesBehavior().filter(JsonQuery.QuotesBehavior.OMIT::equals).isPresent();
        String one = FOUND + "[1]";
        String single = "CAST(" + one + " AS VARCHAR)";
        String all = "CAST(to_json(" + FOUND + ") AS VARCHAR)";
        String chosen =
                switch (query.getWrapperBehavior()) {
                    case WITHOUT ->
                            "CASE WHEN len(%s) > 1 THEN %s WHEN %s THEN %s ->> '$' ELSE %s END"
                                    .formatted(
                                            FOUND,
                                            error,
                                            bare ? "json_type(" + one + ") = 'VARCHAR'" : "FALSE",
                                            one,
                                            single);
                    case CONDITIONAL ->
                            "CASE WHEN len(%s) = 1 AND json_type(%s) IN %s THEN %s ELSE %s END"
                                    .formatted(FOUND, one, NESTED, single, all);
                    case UNCONDITIONAL -> all;
                };
        return whole(
                query.getJsonPathInvocation(),
                "CASE WHEN %1$s IS NULL THEN %2$s WHEN len(%1$s) = 0 THEN %3$s ELSE %4$s END"
                        .formatted(FOUND, error, instead(query.getEmptyBehavior()), chosen),
                Varchar.UNBOUNDED);
    }

    private static String instead(JsonQuery.EmptyOrErrorBehavior behavior) {
        return switch (behavior) {
            case NULL -> "NULL";
            case ERROR -> failing("JSON_QUERY_RESULT_ERROR", Varchar.UNBOUNDED);
            case EMPTY_ARRAY -> "'[]'";
            case EMPTY_OBJECT -> "'{}'";
        };
    }

    private static String failing(String code, SqlType type) {
        return Sql.cast(
                Failing.value(code, "cannot take a value out of the JSON by the path"), type);
    }

    /// @param chosen made of the list of what was found, null for what is no JSON
    private Typed whole(JsonPathInvocation path, String chosen, SqlType type) throws QueryFailure {
        if (path.getInputFormat() != JsonFormat.JSON) {
            throw Refusals.notSupported(path, "FORMAT JSON ENCODING");
        }
        if (!path.getPathParameters().isEmpty()) {
            throw Refusals.notSupported(path, "PASSING of parameters to a JSON path");
        }
        expressions.translation().enterLambda(path);
        try {
            Typed input = document(path, expressions.render(path.getInputExpression()));
            String valid = input.type() == Scalar.JSON ? "TRUE" : "json_valid(" + input.sql() + ")";
            String list =
                    new SqlJsonPath(path.getJsonPath())
                            .found(
                                    input.type() == Scalar.JSON
                                            ? input.sql()
                                            : "json(" + input.sql() + ")");
            return new Typed(
                    ("CASE WHEN %s IS NOT NULL THEN (list_transform([CASE WHEN %s THEN %s END],"
                                    + " lambda %s: %s))[1] END")
                            .formatted(input.sql(), valid, list, FOUND, chosen),
                    type);
        } finally {
            expressions.translation().leaveLambda();
        }
    }

    private static Typed document(Node place, Typed input) throws QueryFailure {
        if (input.type() == Scalar.UNKNOWN) {
            return new Typed("CAST(NULL AS VARCHAR)", Varchar.UNBOUNDED);
        }
        if (input.type() == Scalar.JSON || TypeRules.isText(input.type())) {
            return input;
        }
        throw Refusals.at(
                place,
                "TYPE_MISMATCH",
                "Cannot read input of type "
                        + input.type().display()
                        + " as JSON using formatting"
                        + " JSON");
    }
}
