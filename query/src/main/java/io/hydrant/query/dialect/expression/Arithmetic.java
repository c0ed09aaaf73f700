package io.hydrant.query.dialect.expression;

import io.hydrant.query.dialect.type.Refusals;
import io.hydrant.query.dialect.type.Sql;
import io.hydrant.query.dialect.type.SqlType;
import io.hydrant.query.dialect.type.SqlType.Decimal;
import io.hydrant.query.dialect.type.SqlType.Scalar;
import io.hydrant.query.dialect.type.TypeRules;
import io.hydrant.query.refusal.QueryFailure;
import io.trino.sql.tree.ArithmeticBinaryExpression;
import io.trino.sql.tree.ArithmeticBinaryExpression.Operator;
import io.trino.sql.tree.ArithmeticUnaryExpression;

/// Translates arithmetic: integers stay integers, decimals keep their scale, days and time stamps
/// take intervals.
///
/// Source: Trino documentation, Decimal functions and operators (result types).
final class Arithmetic {
    private Arithmetic() {}

    static Typed unary(ArithmeticUnaryExpression unary, Typed value) throws QueryFailure {
        if (!TypeRules.isNumber(value.type())
                && !TypeRules.isInterval(value.type())
                && value.type() != Scalar.UNKNOWN) {
            throw Refusals.at(unary, "TYPE_MISMATCH", "Cannot negate " + value.type().display());
        }
        boolean negative = unary.getSign() == ArithmeticUnaryExpression.Sign.MINUS;
        return negative ? new Typed("(- " + value.sql() + ")", value.type()) : value;
    }

    static Typed binary(ArithmeticBinaryExpression binary, Typed left, Typed right)
            throws QueryFailure {
        Operator operator = binary.getOperator();
        SqlType one = left.type();
        SqlType other = right.type();
        if (one == Scalar.UNKNOWN || other == Scalar.UNKNOWN) {
            SqlType known = one == Scalar.UNKNOWN ? other : one;
            return new Typed("CAST(NULL AS " + known.engine() + ")", known);
        }
        if (TypeRules.isNumber(one) && TypeRules.isNumber(other)) {
            return numbers(operator, left, right);
        }
        if (TypeRules.isInterval(one) || TypeRules.isInterval(other)) {
            return intervals(binary, left, right);
        }
        if (operator == Operator.SUBTRACT
                && TypeRules.isPointInTime(one)
                && TypeRules.isPointInTime(other)) {
            return new Typed(
                    one == Scalar.DATE && other == Scalar.DATE
                            ? "to_days(CAST(" + left.sql() + " - " + right.sql() + " AS INTEGER))"
                            : "(" + left.sql() + " - " + right.sql() + ")",
                    Scalar.INTERVAL_DAY);
        }
        throw mismatch(binary, left, right);
    }

    private static QueryFailure mismatch(
            ArithmeticBinaryExpression binary, Typed left, Typed right) {
        return Refusals.at(
                binary,
                "TYPE_MISMATCH",
                "Cannot apply operator: "
                        + left.type().display()
                        + " "
                        + binary.getOperator().getValue()
                        + " "
                        + right.type().display());
    }

    private static Typed numbers(Operator operator, Typed left, Typed right) {
        SqlType type = TypeRules.common(left.type(), right.type()).orElseThrow();
        if (type instanceof Decimal) {
            return decimals(
                    operator,
                    left,
                    right,
                    TypeRules.asDecimal(left.type()),
                    TypeRules.asDecimal(right.type()));
        }
        String sign =
                operator == Operator.DIVIDE && TypeRules.isInteger(type)
                        ? "//"
                        : operator.getValue();
        return new Typed("(" + as(left, type) + " " + sign + " " + as(right, type) + ")", type);
    }

    /// An operand of the type of the result: the engine would otherwise compute with the narrower
    /// one where the other is a literal.
    private static String as(Typed value, SqlType type) {
        return value.type().equals(type) ? value.sql() : Sql.cast(value.sql(), type);
    }

    private static Typed decimals(
            Operator operator, Typed left, Typed right, Decimal one, Decimal other) {
        int scale = Math.max(one.scale(), other.scale());
        int wholeMax = Math.max(one.precision() - one.scale(), other.precision() - other.scale());
        return switch (operator) {
            case ADD, SUBTRACT -> plain(operator, left, right, capped(wholeMax + scale + 1, scale));
            case MULTIPLY ->
                    plain(
                            operator,
                            left,
                            right,
                            capped(
                                    one.precision() + other.precision(),
                                    one.scale() + other.scale()));
            case DIVIDE -> DecimalDivision.of(left, right);
            case MODULO -> {
                int whole =
                        Math.min(one.precision() - one.scale(), other.precision() - other.scale());
                Decimal type = capped(Math.max(1, whole + scale), scale);
                yield new Typed(Sql.cast("(" + left.sql() + " % " + right.sql() + ")", type), type);
            }
        };
    }

    private static Decimal capped(int precision, int scale) {
        return new Decimal(
                Math.min(Decimal.PRECISION_MAX, precision), Math.min(Decimal.PRECISION_MAX, scale));
    }

    private static Typed plain(Operator operator, Typed left, Typed right, Decimal type) {
        String one = as(left, TypeRules.asDecimal(left.type()));
        String other = as(right, TypeRules.asDecimal(right.type()));
        return new Typed("(" + one + " " + operator.getValue() + " " + other + ")", type);
    }

    private static Typed intervals(ArithmeticBinaryExpression binary, Typed left, Typed right)
            throws QueryFailure {
        Operator operator = binary.getOperator();
        SqlType one = left.type();
        SqlType other = right.type();
        String sql = "(" + left.sql() + " " + operator.getValue() + " " + right.sql() + ")";
        boolean sum = operator == Operator.ADD || operator == Operator.SUBTRACT;
        if (sum && one.equals(other)) {
            return new Typed(sql, one);
        }
        if (sum && TypeRules.isPointInTime(one)) {
            String by = one == Scalar.DATE ? wholeDays(binary, right) : right.sql();
            return moved("(" + left.sql() + " " + operator.getValue() + " " + by + ")", one);
        }
        if (operator == Operator.ADD && TypeRules.isPointInTime(other)) {
            String by = other == Scalar.DATE ? wholeDays(binary, left) : left.sql();
            return moved("(" + by + " + " + right.sql() + ")", other);
        }
        boolean scaled = operator == Operator.MULTIPLY || operator == Operator.DIVIDE;
        if (scaled && TypeRules.isNumber(other)) {
            return new Typed(sql, one);
        }
        if (operator == Operator.MULTIPLY && TypeRules.isNumber(one)) {
            return new Typed(sql, other);
        }
        throw mismatch(binary, left, right);
    }

    /// What is added to a day has no hours.
    private static String wholeDays(ArithmeticBinaryExpression place, Typed interval)
            throws QueryFailure {
        String refusal = "Cannot add hour, minutes or seconds to a date";
        String sql = interval.sql();
        if (interval.type() == Scalar.INTERVAL_YEAR
                || sql.startsWith("INTERVAL '") && sql.endsWith(" days'")) {
            return sql;
        }
        if (sql.startsWith("INTERVAL '")) {
            throw Refusals.at(place, "INVALID_FUNCTION_ARGUMENT", refusal);
        }
        return "CASE WHEN epoch_us(%1$s) %% 86400000000 = 0 THEN %1$s ELSE to_days(%2$s) END"
                .formatted(
                        sql,
                        "CAST("
                                + Failing.value("INVALID_FUNCTION_ARGUMENT", refusal)
                                + " AS INTEGER)");
    }

    private static Typed moved(String sql, SqlType type) {
        return new Typed(type == Scalar.DATE ? Sql.cast(sql, Scalar.DATE) : sql, type);
    }
}
