package io.hydrant.query.dialect.expression;

import io.hydrant.query.dialect.type.Refusals;
import io.hydrant.query.dialect.type.Sql;
import io.hydrant.query.dialect.type.SqlType.Decimal;
import io.hydrant.query.dialect.type.SqlType.Scalar;
import io.hydrant.query.dialect.type.SqlType.Timestamp;
import io.hydrant.query.dialect.type.SqlType.Varchar;
import io.hydrant.query.dialect.type.SqlType.ZonedTimestamp;
import io.hydrant.query.refusal.QueryFailure;
import io.trino.sql.tree.BinaryLiteral;
import io.trino.sql.tree.BooleanLiteral;
import io.trino.sql.tree.DecimalLiteral;
import io.trino.sql.tree.DoubleLiteral;
import io.trino.sql.tree.GenericLiteral;
import io.trino.sql.tree.IntervalLiteral;
import io.trino.sql.tree.Literal;
import io.trino.sql.tree.LongLiteral;
import io.trino.sql.tree.NullLiteral;
import io.trino.sql.tree.StringLiteral;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Translates literals: numbers, texts, days, time stamps.
final class Literals {
    private static final int ENGINE_DECIMAL_DIGITS = 18;
    private static final Pattern TIMESTAMP =
            Pattern.compile(
                    "(\\d{4,}-\\d{1,2}-\\d{1,2})(?:"
                            + " (\\d{1,2}:\\d{2})(?::(\\d{2})(?:\\.(\\d{1,12}))?)?)?"
                            + "\\s*([A-Za-z][A-Za-z0-9_/+-]*|[+-]\\d{2}:?\\d{2})?");

    private Literals() {}

    static Typed render(Literal literal) throws QueryFailure {
        return switch (literal) {
            case NullLiteral _ -> new Typed("NULL", Scalar.UNKNOWN);
            case BooleanLiteral bool ->
                    new Typed(bool.getValue() ? "TRUE" : "FALSE", Scalar.BOOLEAN);
            case LongLiteral number -> integer(number.getParsedValue());
            case DoubleLiteral number -> real(number.getValue());
            case DecimalLiteral number -> decimal(number, number.getValue());
            case StringLiteral text -> text(text, text.getValue());
            case BinaryLiteral bytes ->
                    new Typed("unhex('" + bytes.toHexString() + "')", Scalar.VARBINARY);
            case IntervalLiteral interval -> Intervals.render(interval);
            case GenericLiteral generic -> generic(generic);
            default -> throw Refusals.notSupported(literal, literal.getClass().getSimpleName());
        };
    }

    private static Typed integer(long value) {
        boolean small = value <= Integer.MAX_VALUE && value >= Integer.MIN_VALUE;
        return new Typed(Long.toString(value), small ? Scalar.INTEGER : Scalar.BIGINT);
    }

    private static Typed real(double value) {
        if (Double.isInfinite(value)) {
            return new Typed("CAST('infinity' AS DOUBLE)", Scalar.DOUBLE);
        }
        return new Typed("CAST(" + value + " AS DOUBLE)", Scalar.DOUBLE);
    }

    private static Typed decimal(Literal place, String text) throws QueryFailure {
        BigDecimal value;
        try {
            value = new BigDecimal(text);
        } catch (NumberFormatException e) {
            throw invalid(place, text, "DECIMAL");
        }
        int scale = Math.max(0, value.scale());
        int whole = Math.max(0, value.precision() - value.scale());
        int precision = Math.max(1, whole + scale);
        if (precision > Decimal.PRECISION_MAX) {
            throw invalid(place, text, "DECIMAL");
        }
        Decimal type = new Decimal(precision, scale);
        String plain = value.toPlainString();
        return new Typed(
                precision > ENGINE_DECIMAL_DIGITS ? Sql.cast(Sql.literal(plain), type) : plain,
                type);
    }

    private static Typed text(Literal place, String text) throws QueryFailure {
        if (text.indexOf('\0') >= 0) {
            throw Refusals.notSupported(place, "The character U+0000 in a text");
        }
        int length = text.codePointCount(0, text.length());
        return new Typed(Sql.literal(text), new Varchar(OptionalInt.of(length)));
    }

    private static Typed generic(GenericLiteral literal) throws QueryFailure {
        String value = literal.getValue().strip();
        String type = literal.getType().toLowerCase(Locale.ROOT);
        return switch (type) {
            case "date" -> date(literal, value);
            case "timestamp" -> timestamp(literal, value);
            case "time" -> time(literal, value);
            case "decimal" -> decimal(literal, value);
            case "varchar", "char" -> text(literal, literal.getValue());
            case "json" -> new Typed("json(" + text(literal, value).sql() + ")", Scalar.JSON);
            case "uuid" ->
                    new Typed("CAST(" + text(literal, value).sql() + " AS UUID)", Scalar.UUID);
            case "double", "real" -> {
                Scalar scalar = type.equals("double") ? Scalar.DOUBLE : Scalar.REAL;
                yield new Typed(Sql.cast(Sql.literal(value), scalar), scalar);
            }
            case "boolean", "tinyint", "smallint", "integer", "bigint" -> {
                Scalar scalar = Scalar.valueOf(type.toUpperCase(Locale.ROOT));
                yield new Typed(Sql.cast(text(literal, value).sql(), scalar), scalar);
            }
            default ->
                    throw Refusals.at(
                            literal, "TYPE_NOT_FOUND", "Unknown type: " + literal.getType());
        };
    }

    private static Typed date(Literal place, String value) throws QueryFailure {
        try {
            return new Typed("DATE '" + day(value) + "'", Scalar.DATE);
        } catch (DateTimeException | NumberFormatException | IndexOutOfBoundsException e) {
            throw invalid(place, value, "DATE");
        }
    }

    private static LocalDate day(String value) {
        String[] parts = value.split("-", -1);
        if (parts.length != 3) {
            throw new DateTimeException("not a day: " + value);
        }
        return LocalDate.of(
                Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
    }

    private static Typed time(Literal place, String value) throws QueryFailure {
        try {
            return new Typed("TIME '" + LocalTime.parse(value) + "'", Scalar.TIME);
        } catch (DateTimeException e) {
            throw invalid(place, value, "TIME");
        }
    }

    private static Typed timestamp(Literal place, String value) throws QueryFailure {
        Matcher parts = TIMESTAMP.matcher(value);
        if (!parts.matches()) {
            throw invalid(place, value, "TIMESTAMP");
        }
        String clock = parts.group(2) == null ? "00:00" : parts.group(2);
        String seconds = parts.group(3) == null ? "00" : parts.group(3);
        String fraction = parts.group(4) == null ? "" : parts.group(4);
        String day;
        try {
            day = day(parts.group(1)).toString();
            LocalTime.parse((clock.length() == 4 ? "0" + clock : clock) + ":" + seconds);
        } catch (DateTimeException | NumberFormatException e) {
            throw invalid(place, value, "TIMESTAMP");
        }
        String text =
                day + " " + clock + ":" + seconds + (fraction.isEmpty() ? "" : "." + fraction);
        String zone = parts.group(5);
        if (zone == null) {
            return new Typed("TIMESTAMP '" + text + "'", new Timestamp(fraction.length()));
        }
        if (zone.startsWith("+") || zone.startsWith("-")) {
            return new Typed(
                    "CAST('" + text + zone + "' AS TIMESTAMPTZ)",
                    new ZonedTimestamp(fraction.length()));
        }
        return new Typed(
                "(TIMESTAMP '" + text + "' AT TIME ZONE '" + zone + "')",
                new ZonedTimestamp(fraction.length(), "'" + zone + "'"));
    }

    private static QueryFailure invalid(Literal place, String value, String type) {
        return Refusals.at(
                place, "INVALID_LITERAL", "'" + value + "' is not a valid " + type + " literal");
    }
}
