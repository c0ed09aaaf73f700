package io.hydrant.query.dialect.expression;

import io.hydrant.query.dialect.type.Refusals;
import io.hydrant.query.dialect.type.Sql;
import io.hydrant.query.dialect.type.SqlType;
import io.hydrant.query.dialect.type.SqlType.Array;
import io.hydrant.query.dialect.type.SqlType.Char;
import io.hydrant.query.dialect.type.SqlType.Mapping;
import io.hydrant.query.dialect.type.SqlType.Row;
import io.hydrant.query.dialect.type.SqlType.Scalar;
import io.hydrant.query.dialect.type.SqlType.Timestamp;
import io.hydrant.query.dialect.type.SqlType.Varchar;
import io.hydrant.query.dialect.type.SqlType.ZonedTimestamp;
import io.hydrant.query.dialect.type.TypeReader;
import io.hydrant.query.dialect.type.TypeRules;
import io.hydrant.query.refusal.QueryFailure;
import io.trino.sql.tree.Cast;
import io.trino.sql.tree.Expression;

import java.util.ArrayList;
import java.util.List;

/// Translates casts.
///
/// The engine's casts take more texts for numbers and days, round otherwise, and match members of
/// rows by name: those are made as Athena makes them.
///
/// Source: Trino documentation, Conversion functions; data types' own casts.
final class Casts {
    private static final String INTEGER_TEXT = "\\s*[+-]?[0-9]+\\s*";
    private static final String DATE_TEXT = "\\s*[0-9]{4,}-[0-9]{1,2}-[0-9]{1,2}\\s*";

    private static final String BOOLEAN_TEXT = "(?i)true|t|1|false|f|0";
    private static final String NUMBER_TEXT =
            "\\s*[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]+)?\\s*|[+-]?Infinity|NaN";
    private static final String TIMESTAMP_TEXT =
            "[0-9]{4,}-[0-9]{1,2}-[0-9]{1,2}( ([0-9]{1,2}:[0-9]{1,2}(:[0-9]{1,2}([.][0-9]+)?)?)?)?";
    private static final int MICROS_DIGITS = 6;

    private final ExpressionRenderer expressions;

    Casts(ExpressionRenderer expressions) {
        this.expressions = expressions;
    }

    Typed render(Cast cast) throws QueryFailure {
        SqlType to = TypeReader.ofTree(cast.getType());
        if (to instanceof Row type
                && cast.getExpression() instanceof io.trino.sql.tree.Row row
                && row.getFields().size() == type.members().size()
                && !cast.isSafe()) {
            return rowOf(cast, row, type);
        }
        Typed from = expressions.render(cast.getExpression());
        check(cast, from.type(), to);
        if (to instanceof ZonedTimestamp(int precision, String _)
                && from.type() instanceof ZonedTimestamp(int _, String zone)) {
            return new Typed(from.sql(), new ZonedTimestamp(precision, zone));
        }
        String sql = cast(from, to);
        return new Typed(cast.isSafe() ? "TRY(" + sql + ")" : sql, to);
    }

    /// Members are cast one by one: the row itself need not be written once for each.
    private Typed rowOf(Cast cast, io.trino.sql.tree.Row row, Row to) throws QueryFailure {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < to.members().size(); i++) {
            Expression member = row.getFields().get(i).getExpression();
            Typed value = expressions.render(member);
            check(cast, value.type(), to.members().get(i).type());
            values.add(cast(value, to.members().get(i).type()));
        }
        return Nested.struct(to, values);
    }

    private static void check(Cast cast, SqlType from, SqlType to) throws QueryFailure {
        if (!castable(from, to)) {
            throw Refusals.at(
                    cast, "TYPE_MISMATCH", "Cannot cast " + from.display() + " to " + to.display());
        }
    }

    private static boolean castable(SqlType from, SqlType to) {
        if (from == Scalar.UNKNOWN || from.equals(to) || to == Scalar.JSON) {
            return true;
        }
        if (from == Scalar.JSON) {
            return to != Scalar.VARBINARY && !TypeRules.isInterval(to);
        }
        return switch (to) {
            case Array(SqlType element) ->
                    from instanceof Array(SqlType inner) && castable(inner, element);
            case Mapping(SqlType key, SqlType value) ->
                    from instanceof Mapping(SqlType keys, SqlType values)
                            && castable(keys, key)
                            && castable(values, value);
            case Row row -> from instanceof Row inner && castable(inner, row);
            default -> castableScalar(from, to);
        };
    }

    private static boolean castable(Row from, Row to) {
        if (from.members().size() != to.members().size()) {
            return false;
        }
        for (int i = 0; i < to.members().size(); i++) {
            if (!castable(from.members().get(i).type(), to.members().get(i).type())) {
                return false;
            }
        }
        return true;
    }

    private static boolean castableScalar(SqlType from, SqlType to) {
        boolean nested = from instanceof Array || from instanceof Mapping || from instanceof Row;
        if (nested || from == Scalar.VARBINARY) {
            return false;
        }
        if (TypeRules.isText(to)) {
            return true;
        }
        if (TypeRules.isText(from)) {
            return !TypeRules.isInterval(to);
        }
        boolean numeric = TypeRules.isNumber(from) || from == Scalar.BOOLEAN;
        if (TypeRules.isNumber(to) || to == Scalar.BOOLEAN) {
            return numeric;
        }
        if (TypeRules.isPointInTime(to) || to == Scalar.TIME) {
            return TypeRules.isPointInTime(from) || from == Scalar.TIME && to != Scalar.DATE;
        }
        return false;
    }

    /// @param to a type that the value can be cast to
    private String cast(Typed from, SqlType to) {
        SqlType type = from.type();
        if (type.equals(to) || type == Scalar.UNKNOWN) {
            return type == Scalar.UNKNOWN ? Sql.cast(from.sql(), to) : from.sql();
        }
        if (to == Scalar.JSON) {
            return toJson(from);
        }
        if (type == Scalar.JSON) {
            return JsonCasts.fromJson(from.sql(), to);
        }
        return switch (to) {
            case Varchar varchar ->
                    varchar.length().isPresent()
                            ? "left(" + Texts.of(from) + ", " + varchar.length().getAsInt() + ")"
                            : Texts.of(from);
            case Char(int length) -> "rpad(" + Texts.of(from) + ", " + length + ", ' ')";
            case Timestamp(int precision) -> toTimestamp(from, precision);
            case Array(SqlType element) -> toArray(from, element);
            case Mapping(SqlType key, SqlType value) -> toMap(from, key, value);
            case Row row -> toRow(from, row);
            default -> toScalar(from, to);
        };
    }

    /// The wall time of an instant with a zone; all else as it is.
    static String wall(Typed value) {
        return value.type() instanceof ZonedTimestamp(int _, String zone)
                ? "(" + value.sql() + " AT TIME ZONE " + zone + ")"
                : value.sql();
    }

    /// Rounded to the digits, where the value can have more.
    private static String toTimestamp(Typed from, int precision) {
        boolean text = TypeRules.isText(from.type());
        String time =
                Sql.cast(
                        text ? only(from.sql(), TIMESTAMP_TEXT) : wall(from),
                        new Timestamp(precision));
        boolean finer = text || TypeRules.precision(from.type()) > precision;
        if (!finer || precision >= MICROS_DIGITS) {
            return time;
        }
        long unit = Math.round(Math.pow(10, MICROS_DIGITS - precision));
        String half = "(%s + to_microseconds(%d))".formatted(time, unit / 2);
        return switch (precision) {
            case 0 -> "date_trunc('second', " + half + ")";
            case 3 -> "date_trunc('millisecond', " + half + ")";
            default -> "(%1$s - to_microseconds(microsecond(%1$s) %% %2$d))".formatted(half, unit);
        };
    }

    private static String toScalar(Typed from, SqlType to) {
        boolean text = TypeRules.isText(from.type());
        if (TypeRules.isInteger(to)) {
            if (text) {
                return Sql.cast(only(from.sql(), INTEGER_TEXT), to);
            }
            boolean rounded = from.type() == Scalar.DOUBLE || from.type() == Scalar.REAL;
            return Sql.cast(rounded ? "round(" + from.sql() + ")" : from.sql(), to);
        }
        if (text && to == Scalar.BOOLEAN) {
            return Sql.cast(only(from.sql(), BOOLEAN_TEXT), to);
        }
        if (text && TypeRules.isNumber(to)) {
            return Sql.cast(only(from.sql(), NUMBER_TEXT), to);
        }
        if (to == Scalar.DATE) {
            return Sql.cast(text ? only(from.sql(), DATE_TEXT) : wall(from), to);
        }
        if (to == Scalar.TIME) {
            return Sql.cast(wall(from), to);
        }
        if (to == Scalar.VARBINARY) {
            return "encode(" + from.sql() + ")";
        }
        return Sql.cast(from.sql(), to);
    }

    /// The text if it has the form, else one that cannot be cast either.
    private static String only(String sql, String form) {
        return "CASE WHEN regexp_full_match("
                + sql
                + ", '"
                + form
                + "') THEN "
                + sql
                + " ELSE "
                + sql
                + " || '"
                + Failing.MARK
                + "' END";
    }

    private static String toJson(Typed from) {
        String value =
                switch (from.type()) {
                    case Timestamp _ -> Texts.of(from);
                    case ZonedTimestamp _ -> Texts.of(from);
                    default -> from.sql();
                };
        return "CASE WHEN " + from.sql() + " IS NOT NULL THEN to_json(" + value + ") END";
    }

    private String toArray(Typed from, SqlType element) {
        SqlType inner = ((Array) from.type()).element();
        String name = expressions.translation().freshName("p");
        return "list_transform("
                + from.sql()
                + ", lambda "
                + name
                + ": "
                + cast(new Typed(name, inner), element)
                + ")";
    }

    private String toMap(Typed from, SqlType key, SqlType value) {
        Mapping inner = (Mapping) from.type();
        String name = expressions.translation().freshName("p");
        return "map_from_entries(list_transform(map_entries("
                + from.sql()
                + "), lambda "
                + name
                + ": {'k': "
                + cast(new Typed(name + ".key", inner.key()), key)
                + ", 'v': "
                + cast(new Typed(name + ".value", inner.value()), value)
                + "}))";
    }

    private String toRow(Typed from, Row to) {
        Row inner = (Row) from.type();
        List<String> values = new ArrayList<>();
        for (int i = 0; i < to.members().size(); i++) {
            String member = "(" + from.sql() + ")." + Sql.quoted(inner.engineName(i));
            values.add(
                    cast(
                            new Typed(member, inner.members().get(i).type()),
                            to.members().get(i).type()));
        }
        return "CASE WHEN "
                + from.sql()
                + " IS NOT NULL THEN "
                + Nested.struct(to, values).sql()
                + " END";
    }
}
