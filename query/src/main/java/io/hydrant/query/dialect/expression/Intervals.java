package io.hydrant.query.dialect.expression;

import io.hydrant.query.dialect.type.Refusals;
import io.hydrant.query.dialect.type.SqlType.Scalar;
import io.hydrant.query.refusal.QueryFailure;
import io.trino.sql.tree.CompositeIntervalQualifier;
import io.trino.sql.tree.IntervalLiteral;
import io.trino.sql.tree.SimpleIntervalQualifier;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;

/// Translates literals of intervals: months, or milliseconds; and writes intervals as texts.
public final class Intervals {
    private static final List<String> FIELDS =
            List.of("YEAR", "MONTH", "DAY", "HOUR", "MINUTE", "SECOND");
    private static final long DAY_MILLIS = 86_400_000;
    private static final List<Long> MILLIS =
            List.of(0L, 0L, DAY_MILLIS, 3_600_000L, 60_000L, 1_000L);
    private static final int MONTHS_PER_YEAR = 12;

    /// Milliseconds as days, hours, minutes and seconds.
    private static final String DAYS =
            "(list_transform([epoch_us({x}) // 1000], lambda p: CASE WHEN p < 0 THEN '-' ELSE ''"
                    + " END || CAST(abs(p) // 86400000 AS VARCHAR) || printf("
                    + "' %02d:%02d:%02d.%03d', abs(p) // 3600000 % 24, abs(p) // 60000 % 60,"
                    + " abs(p) // 1000 % 60, abs(p) % 1000)))[1]";

    private static final String YEARS =
            "(list_transform([12 * datepart('year', {x}) + datepart('month', {x})], lambda p:"
                    + " CASE WHEN p < 0 THEN '-' ELSE '' END || CAST(abs(p) // 12 AS VARCHAR)"
                    + " || '-' || CAST(abs(p) % 12 AS VARCHAR)))[1]";

    private Intervals() {}

    /// `2 03:04:05.678` or `1-2`.
    public static String text(Typed interval) {
        String form = interval.type() == Scalar.INTERVAL_YEAR ? YEARS : DAYS;
        return form.replace("{x}", interval.sql());
    }

    static Typed render(IntervalLiteral literal) throws QueryFailure {
        String from;
        String to;
        switch (literal.qualifier()) {
            case SimpleIntervalQualifier simple -> {
                from = fieldName(simple.getField().name());
                to = from;
            }
            case CompositeIntervalQualifier composite -> {
                from = fieldName(composite.getFrom().name());
                to = fieldName(composite.getTo().name());
            }
            default -> throw Refusals.notSupported(literal, "This form of interval");
        }
        boolean negative = literal.getSign() == IntervalLiteral.Sign.NEGATIVE;
        try {
            return read(
                    literal.getValue().strip(), FIELDS.indexOf(from), FIELDS.indexOf(to), negative);
        } catch (ArithmeticException | IllegalArgumentException e) {
            throw Refusals.at(
                    literal,
                    "INVALID_LITERAL",
                    "'" + literal.getValue() + "' is not a valid INTERVAL literal");
        }
    }

    private static String fieldName(String text) {
        String upper = text.toUpperCase(Locale.ROOT);
        return FIELDS.stream()
                .filter(upper::startsWith)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no field of intervals: " + text));
    }

    private static Typed read(String value, int from, int to, boolean signed) {
        boolean negative = signed ^ value.startsWith("-");
        String digits = value.startsWith("-") || value.startsWith("+") ? value.substring(1) : value;
        String[] parts = digits.split("[ :-]");
        if (from < 0 || to < from || parts.length != to - from + 1) {
            throw new IllegalArgumentException("fields of an interval: " + value);
        }
        BigDecimal months = BigDecimal.ZERO;
        BigDecimal millis = BigDecimal.ZERO;
        for (int i = 0; i < parts.length; i++) {
            BigDecimal part = new BigDecimal(parts[i]);
            int field = from + i;
            if (field < 2) {
                months =
                        months.add(
                                part.multiply(
                                        BigDecimal.valueOf(field == 0 ? MONTHS_PER_YEAR : 1)));
            } else {
                millis = millis.add(part.multiply(BigDecimal.valueOf(MILLIS.get(field))));
            }
        }
        String sign = negative ? "-" : "";
        if (to < 2) {
            return new Typed(
                    "INTERVAL '" + sign + months.intValueExact() + " months'",
                    Scalar.INTERVAL_YEAR);
        }
        long whole = millis.longValueExact();
        String text =
                whole % DAY_MILLIS == 0
                        ? sign + Math.toIntExact(whole / DAY_MILLIS) + " days"
                        : sign + whole + " milliseconds";
        return new Typed("INTERVAL '" + text + "'", Scalar.INTERVAL_DAY);
    }
}
