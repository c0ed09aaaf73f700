package io.hydrant.query.dialect.expression;

import io.hydrant.query.dialect.type.Refusals;
import io.hydrant.query.dialect.type.Sql;
import io.hydrant.query.dialect.type.SqlType;
import io.hydrant.query.dialect.type.SqlType.Scalar;
import io.hydrant.query.dialect.type.SqlType.Timestamp;
import io.hydrant.query.dialect.type.SqlType.Varchar;
import io.hydrant.query.dialect.type.SqlType.ZonedTimestamp;
import io.hydrant.query.dialect.type.TypeRules;
import io.hydrant.query.refusal.QueryFailure;
import io.trino.sql.tree.Expression;
import io.trino.sql.tree.FunctionCall;
import io.trino.sql.tree.Node;
import io.trino.sql.tree.StringLiteral;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Functions of days and time stamps that depend on what they are given: a day stays a day, a time
/// stamp with a zone is cut and read in its zone.
final class DateTimes {
    private static final List<String> UNITS =
            List.of(
                    "millisecond",
                    "second",
                    "minute",
                    "hour",
                    "day",
                    "week",
                    "month",
                    "quarter",
                    "year");
    private static final int DAY = UNITS.indexOf("day");

    private final ExpressionRenderer expressions;

    DateTimes(ExpressionRenderer expressions) {
        this.expressions = expressions;
    }

    static Typed atTimeZone(Node place, Typed value, Typed zone) throws QueryFailure {
        if (!TypeRules.isText(zone.type())) {
            throw Refusals.at(
                    place,
                    "TYPE_MISMATCH",
                    "Type of time zone must be varchar but is " + zone.type().display());
        }
        return switch (value.type()) {
            case ZonedTimestamp(int precision, String _) ->
                    new Typed(value.sql(), new ZonedTimestamp(precision, zone.sql()));
            case Timestamp(int precision) ->
                    new Typed(
                            Sql.cast(value.sql(), new ZonedTimestamp(precision)),
                            new ZonedTimestamp(precision, zone.sql()));
            default ->
                    throw Refusals.at(
                            place,
                            "TYPE_MISMATCH",
                            "Type of value must be a time or timestamp with or without time zone"
                                    + " (actual "
                                    + value.type().display()
                                    + ")");
        };
    }

    /// The time of the statement.
    static Typed now(Node place, SqlType type) throws QueryFailure {
        boolean zoned = type instanceof ZonedTimestamp;
        String unit = unit(place, TypeRules.precision(type));
        return new Typed(
                "date_trunc('%s', now()%s)".formatted(unit, zoned ? "" : " AT TIME ZONE 'UTC'"),
                type);
    }

    /// What a time stamp with so many digits of a second is made of.
    static String unit(Node place, int precision) throws QueryFailure {
        return switch (precision) {
            case 0 -> "second";
            case 3 -> "millisecond";
            case 6 -> "microsecond";
            default ->
                    throw Refusals.notSupported(
                            place, "A time stamp of " + precision + " digits made here");
        };
    }

    Typed render(String name, FunctionCall call) throws QueryFailure {
        List<Expression> arguments = call.argumentValues();
        String unit = unit(call, arguments.getFirst());
        return switch (name) {
            case "date_trunc" -> truncated(call, unit, time(call, arguments.get(1)));
            case "date_add" -> moved(call, unit, arguments);
            default -> between(call, unit, arguments);
        };
    }

    private String unit(FunctionCall call, Expression argument) throws QueryFailure {
        if (!(argument instanceof StringLiteral literal)) {
            throw Refusals.notSupported(
                    call, "Function " + call.getName() + " with a unit that is not a literal");
        }
        String unit = literal.getValue().toLowerCase(Locale.ROOT);
        if (!UNITS.contains(unit)) {
            throw Refusals.at(
                    call,
                    "INVALID_FUNCTION_ARGUMENT",
                    "'" + unit + "' is not a valid TIMESTAMP field");
        }
        return unit;
    }

    private Typed time(FunctionCall call, Expression argument) throws QueryFailure {
        Typed value = expressions.render(argument);
        if (value.type() == Scalar.UNKNOWN) {
            return new Typed("CAST(NULL AS TIMESTAMP)", new Timestamp(3));
        }
        if (!TypeRules.isPointInTime(value.type())) {
            throw Refusals.at(
                    call,
                    "FUNCTION_NOT_FOUND",
                    "Unexpected parameters for function %s: %s is neither date nor timestamp"
                            .formatted(call.getName(), value.type().display()));
        }
        return value;
    }

    private static void checkDay(FunctionCall call, String unit, SqlType type) throws QueryFailure {
        if (type == Scalar.DATE && UNITS.indexOf(unit) < DAY) {
            throw Refusals.at(
                    call, "INVALID_FUNCTION_ARGUMENT", "'" + unit + "' is not a valid DATE field");
        }
    }

    private static Typed truncated(FunctionCall call, String unit, Typed value)
            throws QueryFailure {
        checkDay(call, unit, value.type());
        String cut = "date_trunc('" + unit + "', " + Casts.wall(value) + ")";
        return new Typed(back(cut, value.type()), value.type());
    }

    /// The wall time as a value of the type again.
    private static String back(String wall, SqlType type) {
        return switch (type) {
            case ZonedTimestamp(int _, String zone) -> "(" + wall + " AT TIME ZONE " + zone + ")";
            case Scalar scalar when scalar == Scalar.DATE -> Sql.cast(wall, Scalar.DATE);
            default -> wall;
        };
    }

    private Typed moved(FunctionCall call, String unit, List<Expression> arguments)
            throws QueryFailure {
        Typed count = expressions.render(arguments.get(1));
        Typed value = time(call, arguments.get(2));
        checkDay(call, unit, value.type());
        if (!TypeRules.isInteger(count.type()) && count.type() != Scalar.UNKNOWN) {
            throw Refusals.at(
                    call,
                    "FUNCTION_NOT_FOUND",
                    "Unexpected parameters (varchar, %s, %s) for function date_add"
                            .formatted(count.type().display(), value.type().display()));
        }
        String integer = "CAST(" + count.sql() + " AS INTEGER)";
        String interval =
                switch (unit) {
                    case "millisecond" -> "to_milliseconds(CAST(" + count.sql() + " AS BIGINT))";
                    case "second" -> "to_seconds(CAST(" + count.sql() + " AS BIGINT))";
                    case "minute" -> "to_minutes(CAST(" + count.sql() + " AS BIGINT))";
                    case "hour" -> "to_hours(CAST(" + count.sql() + " AS BIGINT))";
                    case "day" -> "to_days(" + integer + ")";
                    case "week" -> "to_days(7 * " + integer + ")";
                    case "month" -> "to_months(" + integer + ")";
                    case "quarter" -> "to_months(3 * " + integer + ")";
                    default -> "to_years(" + integer + ")";
                };
        String sum = "(" + Casts.wall(value) + " + " + interval + ")";
        return new Typed(back(sum, value.type()), value.type());
    }

    private Typed between(FunctionCall call, String unit, List<Expression> arguments)
            throws QueryFailure {
        Typed from = time(call, arguments.get(1));
        Typed to = time(call, arguments.get(2));
        if (from.type() == Scalar.DATE && to.type() == Scalar.DATE) {
            checkDay(call, unit, Scalar.DATE);
        }
        boolean zoned =
                from.type() instanceof ZonedTimestamp || to.type() instanceof ZonedTimestamp;
        String type = zoned ? "TIMESTAMPTZ" : "TIMESTAMP";
        return new Typed(
                "datesub('%s', CAST(%s AS %s), CAST(%s AS %s))"
                        .formatted(unit, from.sql(), type, to.sql(), type),
                Scalar.BIGINT);
    }

    /// Functions that take a pattern of a time.
    Typed pattern(String name, FunctionCall call) throws QueryFailure {
        List<Expression> arguments = call.argumentValues();
        if (!(arguments.get(1) instanceof StringLiteral literal)) {
            throw Refusals.notSupported(
                    call, "Function " + name + " with a format that is not a literal");
        }
        boolean joda = name.endsWith("datetime");
        Optional<String> pattern =
                joda
                        ? TimePatterns.ofJoda(literal.getValue())
                        : TimePatterns.ofMysql(literal.getValue());
        if (pattern.isEmpty()) {
            throw Refusals.at(
                    literal,
                    joda ? "NOT_SUPPORTED" : "INVALID_FUNCTION_ARGUMENT",
                    "%s format '%s' has a code that is not supported"
                            .formatted(name, literal.getValue()));
        }
        String format = Sql.literal(pattern.get());
        if (name.endsWith("format") || name.startsWith("format")) {
            Typed value = time(call, arguments.getFirst());
            String wall = Casts.wall(value);
            return new Typed(
                    "strftime(CAST(" + wall + " AS TIMESTAMP), " + format + ")", Varchar.UNBOUNDED);
        }
        Typed text = expressions.render(arguments.getFirst());
        if (!TypeRules.isText(text.type()) && text.type() != Scalar.UNKNOWN) {
            throw Refusals.at(
                    call,
                    "FUNCTION_NOT_FOUND",
                    "Unexpected parameters (%s, varchar) for function %s. Expected: %s(varchar,"
                                    .formatted(text.type().display(), name, name)
                            + " varchar)");
        }
        String parsed = "strptime(CAST(" + text.sql() + " AS VARCHAR), " + format + ")";
        return joda
                ? new Typed(Sql.cast(parsed, new ZonedTimestamp(3)), new ZonedTimestamp(3))
                : new Typed(Sql.cast(parsed, new Timestamp(3)), new Timestamp(3));
    }
}
