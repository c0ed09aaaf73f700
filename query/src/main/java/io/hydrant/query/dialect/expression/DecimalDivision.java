package io.hydrant.query.dialect.expression;

import io.hydrant.query.dialect.type.Sql;
import io.hydrant.query.dialect.type.SqlType.Decimal;
import io.hydrant.query.dialect.type.TypeRules;

/// Divides exact numbers exactly, rounded half away from zero.
///
/// The engine would divide them as doubles. Here both become whole numbers of 128 bits, the
/// dividend with as many zeros more as the result needs digits.
///
/// Source: Trino documentation, Decimal functions and operators (division).
final class DecimalDivision {
    /// Longer operands are computed once, in a lambda, and shorter ones written twice.
    private static final int INLINE_CHARS_MAX = 400;

    private DecimalDivision() {}

    static Typed of(Typed left, Typed right) {
        Decimal one = TypeRules.asDecimal(left.type());
        Decimal other = TypeRules.asDecimal(right.type());
        int scale = Math.max(one.scale(), other.scale());
        int precision = one.precision() + other.scale() + Math.max(0, other.scale() - one.scale());
        Decimal type = new Decimal(Math.min(Decimal.PRECISION_MAX, precision), scale);
        String dividend = whole(left, one, scale + other.scale());
        String divisor = whole(right, other, other.scale());
        String quotient;
        if (dividend.length() + divisor.length() <= INLINE_CHARS_MAX) {
            quotient = rounded(dividend, divisor);
        } else {
            String pair = "quotient";
            quotient =
                    "(list_transform([{'n': %s, 'd': %s}], lambda %s: %s))[1]"
                            .formatted(dividend, divisor, pair, rounded(pair + ".n", pair + ".d"));
        }
        return new Typed(scaled(quotient, type), type);
    }

    private static String rounded(String dividend, String divisor) {
        return "((2 * %1$s + sign(%1$s) * abs(%2$s)) // (2 * %2$s))".formatted(dividend, divisor);
    }

    /// The number times ten to the power.
    private static String whole(Typed value, Decimal type, int power) {
        String exact = Sql.cast(value.sql(), type);
        boolean fits = type.precision() + power < Decimal.PRECISION_MAX;
        if (type.scale() == 0) {
            return "(CAST(%s AS HUGEINT) * %s)".formatted(value.sql(), ten(power));
        }
        if (fits) {
            return "CAST(%s * CAST(%s AS DECIMAL(%d,0)) AS HUGEINT)"
                    .formatted(exact, ten(power), power + 1);
        }
        // its digits, since a product could have more than the engine's decimals
        return "(CAST(replace(CAST(%s AS VARCHAR), '.', '') AS HUGEINT) * %s)"
                .formatted(exact, ten(power - type.scale()));
    }

    private static String ten(int power) {
        return "CAST('1" + "0".repeat(power) + "' AS HUGEINT)";
    }

    private static String scaled(String whole, Decimal type) {
        if (type.scale() == 0) {
            return Sql.cast(whole, type);
        }
        String unit =
                "CAST('0.%s1' AS DECIMAL(%d,%d))"
                        .formatted("0".repeat(type.scale() - 1), type.scale(), type.scale());
        return Sql.cast("CAST(" + whole + " AS DECIMAL(38,0)) * " + unit, type);
    }
}
