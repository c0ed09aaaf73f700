package io.hydrant.query.dialect.expression;

import io.hydrant.query.dialect.type.Refusals;
import io.hydrant.query.dialect.type.Sql;
import io.hydrant.query.dialect.type.SqlType;
import io.hydrant.query.dialect.type.SqlType.Scalar;
import io.hydrant.query.dialect.type.SqlType.Varchar;
import io.hydrant.query.dialect.type.TypeRules;
import io.hydrant.query.refusal.QueryFailure;
import io.trino.sql.tree.ArithmeticBinaryExpression;
import io.trino.sql.tree.BooleanLiteral;
import io.trino.sql.tree.Expression;
import io.trino.sql.tree.FunctionCall;
import io.trino.sql.tree.StringLiteral;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Functions that no template can tell: the type of what they give, or the form of a literal among
/// their arguments, decides.
final class SpecialCalls {
    /// Those that take the clauses of aggregates.
    static final Set<String> AGGREGATES = Set.of("avg", "listagg");

    private final ExpressionRenderer expressions;

    SpecialCalls(ExpressionRenderer expressions) {
        this.expressions = expressions;
    }

    /// @param name lower case
    /// @return empty when the list of functions has it, or nothing does
    Optional<Typed> render(String name, FunctionCall call) throws QueryFailure {
        List<Expression> arguments = call.argumentValues();
        return switch (name + "/" + arguments.size()) {
            case "mod/2" -> Optional.of(remainder(call, arguments));
            case "avg/1" -> decimalAverage(call);
            case "typeof/1" -> Optional.of(typeOf(arguments.getFirst()));
            case "map_from_entries/1" -> mapFromEntries(arguments.getFirst());
            case "json_extract/2" -> Optional.of(jsonExtract(call, arguments));
            case "json_extract_scalar/2" -> Optional.of(jsonExtractScalar(call, arguments));
            case "json_size/2" -> Optional.of(jsonSize(call, arguments));
            case "regexp_replace/3" -> regexpReplace(arguments);
            case "at_timezone/2" ->
                    Optional.of(
                            DateTimes.atTimeZone(
                                    call,
                                    expressions.render(arguments.getFirst()),
                                    expressions.render(arguments.get(1))));
            case "with_timezone/2" -> Optional.of(withTimeZone(call, arguments));
            case "from_unixtime/2" -> Optional.of(fromUnixTime(arguments));
            case "date_trunc/2", "date_add/3", "date_diff/3" ->
                    Optional.of(new DateTimes(expressions).render(name, call));
            case "date_format/2", "date_parse/2", "format_datetime/2", "parse_datetime/2" ->
                    Optional.of(new DateTimes(expressions).pattern(name, call));
            default -> name.equals("listagg") ? Optional.of(listAgg(call)) : Optional.empty();
        };
    }

    private Typed remainder(FunctionCall call, List<Expression> arguments) throws QueryFailure {
        ArithmeticBinaryExpression operation =
                new ArithmeticBinaryExpression(
                        call.getLocation().orElseThrow(),
                        ArithmeticBinaryExpression.Operator.MODULO,
                        arguments.getFirst(),
                        arguments.get(1));
        return expressions.render(operation);
    }

    /// Empty when it is no average of decimals, which is exact.
    private Optional<Typed> decimalAverage(FunctionCall call) throws QueryFailure {
        Typed value = expressions.render(call.argumentValues().getFirst());
        if (!(value.type() instanceof SqlType.Decimal type)) {
            return Optional.empty();
        }
        Calls calls = new Calls(expressions);
        Typed quotient =
                DecimalDivision.of(calls.instead(call, "sum"), calls.instead(call, "count"));
        return Optional.of(new Typed(Sql.cast(quotient.sql(), type), type));
    }

    private Typed typeOf(Expression argument) throws QueryFailure {
        Typed value = expressions.render(argument);
        String display = Sql.literal(value.type().display());
        // The value stays, since an aggregate makes one row of many.
        return new Typed(
                "CASE WHEN %s IS NULL THEN %s ELSE %s END".formatted(value.sql(), display, display),
                Varchar.UNBOUNDED);
    }

    private Optional<Typed> mapFromEntries(Expression argument) throws QueryFailure {
        return Nested.mapFromEntries(
                expressions.render(argument), expressions.translation().freshName("p"));
    }

    private Typed withTimeZone(FunctionCall call, List<Expression> arguments) throws QueryFailure {
        Typed value = expressions.render(arguments.getFirst());
        Typed zone = expressions.render(arguments.get(1));
        if (!(value.type() instanceof SqlType.Timestamp(int precision))
                || !TypeRules.isText(zone.type())) {
            throw Refusals.at(
                    call,
                    "FUNCTION_NOT_FOUND",
                    "Unexpected parameters (%s, %s) for function with_timezone. Expected:"
                                    .formatted(value.type().display(), zone.type().display())
                            + " with_timezone(timestamp(p), varchar)");
        }
        return new Typed(
                "(" + value.sql() + " AT TIME ZONE " + zone.sql() + ")",
                new SqlType.ZonedTimestamp(precision, zone.sql()));
    }

    private Typed fromUnixTime(List<Expression> arguments) throws QueryFailure {
        Typed value = expressions.render(arguments.getFirst());
        Typed zone = expressions.render(arguments.get(1));
        return new Typed(
                "to_timestamp(CAST(" + value.sql() + " AS DOUBLE))",
                new SqlType.ZonedTimestamp(3, zone.sql()));
    }

    /// The document, guarded: a text that is no JSON gives NULL.
    private Typed json(FunctionCall call, Expression argument) throws QueryFailure {
        Typed value = expressions.render(argument);
        if (value.type() == Scalar.JSON || value.type() == Scalar.UNKNOWN) {
            return value;
        }
        if (!TypeRules.isText(value.type())) {
            throw Refusals.at(
                    call,
                    "FUNCTION_NOT_FOUND",
                    "Unexpected parameters (%s, varchar) for function %s. Expected: %s(json, path)"
                            .formatted(value.type().display(), call.getName(), call.getName()));
        }
        String guarded = "CASE WHEN json_valid(%1$s) THEN %1$s END".formatted(value.sql());
        return new Typed(guarded, Scalar.JSON);
    }

    private String path(Expression argument) throws QueryFailure {
        if (argument instanceof StringLiteral literal) {
            return Sql.literal(JsonPaths.engine(literal, literal.getValue()));
        }
        Typed path = expressions.render(argument);
        if (!TypeRules.isText(path.type())) {
            throw Refusals.at(
                    argument,
                    "TYPE_MISMATCH",
                    "A JSON path must be a varchar but is " + path.type().display());
        }
        return path.sql();
    }

    private Typed jsonExtract(FunctionCall call, List<Expression> arguments) throws QueryFailure {
        String document = json(call, arguments.getFirst()).sql();
        String path = path(arguments.get(1));
        String sql = "json_extract(" + document + ", " + path + ")";
        return new Typed(sql, Scalar.JSON);
    }

    private Typed jsonExtractScalar(FunctionCall call, List<Expression> arguments)
            throws QueryFailure {
        String extracted = jsonExtract(call, arguments).sql();
        return new Typed(
                "CASE WHEN json_type(%1$s) NOT IN ('OBJECT', 'ARRAY') THEN %1$s ->> '$' END"
                        .formatted(extracted),
                Varchar.UNBOUNDED);
    }

    private Typed jsonSize(FunctionCall call, List<Expression> arguments) throws QueryFailure {
        String extracted = jsonExtract(call, arguments).sql();
        return new Typed(
                ("CASE json_type(%1$s) WHEN 'OBJECT' THEN len(json_keys(%1$s)) WHEN 'ARRAY' THEN"
                                + " CAST(json_array_length(%1$s) AS BIGINT) ELSE CASE WHEN %1$s IS"
                                + " NOT NULL THEN 0 END END")
                        .formatted(extracted),
                Scalar.BIGINT);
    }

    private Optional<Typed> regexpReplace(List<Expression> arguments) throws QueryFailure {
        if (!(arguments.get(2) instanceof StringLiteral replacement)) {
            throw Refusals.notSupported(
                    arguments.get(2), "regexp_replace with a replacement that is not a literal");
        }
        Typed source = expressions.render(arguments.getFirst());
        Typed pattern = expressions.render(arguments.get(1));
        if (!TypeRules.isText(source.type()) || !TypeRules.isText(pattern.type())) {
            throw Refusals.at(
                    arguments.getFirst(),
                    "FUNCTION_NOT_FOUND",
                    "Unexpected parameters (%s, %s, varchar) for function regexp_replace"
                            .formatted(source.type().display(), pattern.type().display()));
        }
        return Optional.of(
                ExpressionRenderer.text(
                        "regexp_replace("
                                + source.sql()
                                + ", "
                                + pattern.sql()
                                + ", "
                                + Sql.literal(replacement(replacement))
                                + ", 'g')"));
    }

    /// `$1` becomes `\1`; `\$` a dollar.
    private static String replacement(StringLiteral literal) throws QueryFailure {
        String text = literal.getValue();
        StringBuilder engine = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char next = text.charAt(i);
            boolean last = i + 1 == text.length();
            if (next == '\\' && !last) {
                i++;
                engine.append(text.charAt(i) == '\\' ? "\\\\" : String.valueOf(text.charAt(i)));
            } else if (next == '$') {
                if (last || !Character.isDigit(text.charAt(i + 1))) {
                    throw Refusals.notSupported(
                            literal, "The group '" + text.substring(i) + "' in a replacement");
                }
                engine.append('\\');
            } else {
                engine.append(next == '\\' ? "\\\\" : String.valueOf(next));
            }
        }
        return engine.toString();
    }

    private Typed listAgg(FunctionCall call) throws QueryFailure {
        List<Expression> arguments = call.argumentValues();
        if (call.getWindow().isPresent() || call.getNullTreatment().isPresent()) {
            throw Refusals.notSupported(call, "OVER or treatment of nulls of listagg");
        }
        boolean plain =
                arguments.size() < 3
                        || arguments.get(2) instanceof BooleanLiteral error && error.getValue();
        if (!plain) {
            throw Refusals.notSupported(call, "ON OVERFLOW TRUNCATE of listagg");
        }
        Typed value = expressions.render(arguments.getFirst());
        String separator = arguments.size() > 1 ? expressions.render(arguments.get(1)).sql() : "''";
        if (!TypeRules.isText(value.type())) {
            throw Refusals.at(
                    call,
                    "FUNCTION_NOT_FOUND",
                    "Unexpected parameters (%s, varchar) for function listagg. Expected:"
                                    .formatted(value.type().display())
                            + " listagg(varchar, varchar)");
        }
        expressions.usage().aggregate();
        String order =
                call.getOrderBy().isPresent()
                        ? " " + new Windows(expressions).orderBy(call.getOrderBy().get())
                        : "";
        String filter =
                call.getFilter().isPresent()
                        ? " FILTER (WHERE "
                                + expressions.condition(call.getFilter().get(), "FILTER clause")
                                + ")"
                        : "";
        return ExpressionRenderer.text(
                "string_agg("
                        + (call.isDistinct() ? "DISTINCT " : "")
                        + value.sql()
                        + ", "
                        + separator
                        + order
                        + ")"
                        + filter);
    }
}
