package io.hydrant.query.dialect.type;

import io.hydrant.query.dialect.type.SqlType.Array;
import io.hydrant.query.dialect.type.SqlType.Char;
import io.hydrant.query.dialect.type.SqlType.Decimal;
import io.hydrant.query.dialect.type.SqlType.Mapping;
import io.hydrant.query.dialect.type.SqlType.Member;
import io.hydrant.query.dialect.type.SqlType.Row;
import io.hydrant.query.dialect.type.SqlType.Scalar;
import io.hydrant.query.dialect.type.SqlType.Timestamp;
import io.hydrant.query.dialect.type.SqlType.Varchar;
import io.hydrant.query.dialect.type.SqlType.ZonedTimestamp;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// Which types become which without being asked to.
///
/// Source: Trino documentation, Data types and Conversion functions (implicit coercion).
public final class TypeRules {
    private static final Map<Scalar, Integer> INTEGER_DIGITS =
            Map.of(Scalar.TINYINT, 3, Scalar.SMALLINT, 5, Scalar.INTEGER, 10, Scalar.BIGINT, 19);

    private TypeRules() {}

    public static boolean isInteger(SqlType type) {
        return type instanceof Scalar scalar && INTEGER_DIGITS.containsKey(scalar);
    }

    public static boolean isExact(SqlType type) {
        return isInteger(type) || type instanceof Decimal;
    }

    public static boolean isNumber(SqlType type) {
        return isExact(type) || type == Scalar.REAL || type == Scalar.DOUBLE;
    }

    public static boolean isText(SqlType type) {
        return type instanceof Varchar || type instanceof Char;
    }

    /// A day, a time stamp with or without a zone.
    public static boolean isPointInTime(SqlType type) {
        return type == Scalar.DATE || type instanceof Timestamp || type instanceof ZonedTimestamp;
    }

    public static boolean isInterval(SqlType type) {
        return type == Scalar.INTERVAL_DAY || type == Scalar.INTERVAL_YEAR;
    }

    /// An exact number as a decimal.
    public static Decimal asDecimal(SqlType type) {
        if (type instanceof Decimal decimal) {
            return decimal;
        }
        return new Decimal(INTEGER_DIGITS.getOrDefault(type, Decimal.PRECISION_MAX), 0);
    }

    /// The narrowest type that both become; empty when there is none.
    public static Optional<SqlType> common(SqlType left, SqlType right) {
        if (left.equals(right) || right == Scalar.UNKNOWN) {
            return Optional.of(left);
        }
        if (left == Scalar.UNKNOWN) {
            return Optional.of(right);
        }
        if (isNumber(left) && isNumber(right)) {
            return Optional.of(commonNumber(left, right));
        }
        if (isText(left) && isText(right)) {
            return Optional.of(commonText(left, right));
        }
        if (isPointInTime(left) && isPointInTime(right)) {
            return Optional.of(commonTime(left, right));
        }
        return commonNested(left, right);
    }

    private static SqlType commonNumber(SqlType left, SqlType right) {
        if (left == Scalar.DOUBLE || right == Scalar.DOUBLE) {
            return Scalar.DOUBLE;
        }
        if (left == Scalar.REAL || right == Scalar.REAL) {
            return Scalar.REAL;
        }
        if (isInteger(left) && isInteger(right)) {
            return INTEGER_DIGITS.get(left) >= INTEGER_DIGITS.get(right) ? left : right;
        }
        Decimal one = asDecimal(left);
        Decimal other = asDecimal(right);
        int scale = Math.max(one.scale(), other.scale());
        int whole = Math.max(one.precision() - one.scale(), other.precision() - other.scale());
        return new Decimal(Math.min(Decimal.PRECISION_MAX, whole + scale), scale);
    }

    private static SqlType commonText(SqlType left, SqlType right) {
        OptionalInt one = length(left);
        OptionalInt other = length(right);
        if (one.isEmpty() || other.isEmpty()) {
            return Varchar.UNBOUNDED;
        }
        int longest = Math.max(one.getAsInt(), other.getAsInt());
        if (left instanceof Char && right instanceof Char) {
            return new Char(longest);
        }
        return new Varchar(OptionalInt.of(longest));
    }

    private static OptionalInt length(SqlType text) {
        return switch (text) {
            case Varchar(OptionalInt length) -> length;
            case Char(int length) -> OptionalInt.of(length);
            default -> OptionalInt.empty();
        };
    }

    private static SqlType commonTime(SqlType left, SqlType right) {
        int precision = Math.max(precision(left), precision(right));
        if (left instanceof ZonedTimestamp one) {
            boolean same = right instanceof ZonedTimestamp other && other.zone().equals(one.zone());
            return same ? new ZonedTimestamp(precision, one.zone()) : new ZonedTimestamp(precision);
        }
        return right instanceof ZonedTimestamp
                ? new ZonedTimestamp(precision)
                : new Timestamp(precision);
    }

    /// Digits of the seconds' fraction of a time stamp.
    public static int precision(SqlType time) {
        return switch (time) {
            case Timestamp(int precision) -> precision;
            case ZonedTimestamp(int precision, String _) -> precision;
            default -> 0;
        };
    }

    private static Optional<SqlType> commonNested(SqlType left, SqlType right) {
        if (left instanceof Array(SqlType one) && right instanceof Array(SqlType other)) {
            return common(one, other).map(Array::new);
        }
        if (left instanceof Mapping one && right instanceof Mapping other) {
            return common(one.key(), other.key())
                    .flatMap(
                            key ->
                                    common(one.value(), other.value())
                                            .map(value -> new Mapping(key, value)));
        }
        if (left instanceof Row(List<Member> some) && right instanceof Row(List<Member> others)) {
            return commonRow(some, others);
        }
        return Optional.empty();
    }

    private static Optional<SqlType> commonRow(List<Member> some, List<Member> others) {
        if (some.size() != others.size()) {
            return Optional.empty();
        }
        List<Member> members = new ArrayList<>();
        for (int i = 0; i < some.size(); i++) {
            Optional<SqlType> type = common(some.get(i).type(), others.get(i).type());
            if (type.isEmpty()) {
                return Optional.empty();
            }
            Optional<String> name = some.get(i).name();
            members.add(
                    new Member(
                            name.equals(others.get(i).name()) ? name : Optional.empty(),
                            type.get()));
        }
        return Optional.of(new Row(members));
    }

    /// Whether a value of the one type is taken where the other is wanted.
    public static boolean becomes(SqlType from, SqlType to) {
        if (from.equals(to) || from == Scalar.UNKNOWN || to == Scalar.UNKNOWN) {
            return true;
        }
        if (isText(from) && isText(to)) {
            return true;
        }
        if (to instanceof Decimal && isExact(from)) {
            return true;
        }
        if (to instanceof ZonedTimestamp && isPointInTime(from)) {
            return true;
        }
        if (to instanceof Timestamp) {
            return from == Scalar.DATE || from instanceof Timestamp;
        }
        return common(from, to).filter(to::equals).isPresent();
    }
}
