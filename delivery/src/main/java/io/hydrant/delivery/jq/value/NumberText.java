package io.hydrant.delivery.jq.value;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Numbers as jq 1.6 writes and reads them.
///
/// The shortest digits that give the double back; an exponent where there would be more than 15
/// zeros behind them or more than 3 in front; NaN as `null`, infinities as the largest double.
public final class NumberText {
    private static final Pattern NUMBER =
            Pattern.compile(
                    "[ \\t\\r\\n]*+([+-]?(?:[0-9]++\\.?[0-9]*+|\\.[0-9]++)(?:[eE][+-]?[0-9]++)?)"
                            + "[ \\t\\r\\n]*+");
    private static final double PLAIN_MAX = 1e15;
    private static final double SUBNORMAL_MAX = 1e-300;

    private NumberText() {}

    public static String of(double number) {
        if (Double.isNaN(number)) {
            return "null";
        }
        if (number == (long) number && Math.abs(number) <= PLAIN_MAX) {
            boolean minusZero = number == 0 && 1 / number < 0;
            return minusZero ? "-0" : Long.toString((long) number);
        }
        if (Double.isInfinite(number)) {
            return of(number > 0 ? Double.MAX_VALUE : -Double.MAX_VALUE);
        }
        BigDecimal shortest = shortest(Math.abs(number));
        String digits = shortest.unscaledValue().toString();
        int point = digits.length() - shortest.scale();
        StringBuilder text = new StringBuilder(32);
        if (number < 0) {
            text.append('-');
        }
        if (point <= -4 || point > digits.length() + 15) {
            exponential(text, digits, point - 1);
        } else {
            plain(text, digits, point);
        }
        return text.toString();
    }

    private static BigDecimal shortest(double positive) {
        BigDecimal shortest = new BigDecimal(Double.toString(positive)).stripTrailingZeros();
        if (positive < SUBNORMAL_MAX && shortest.precision() == 2) {
            // Java never writes one digit, jq does where it is enough
            BigDecimal rounded = shortest.round(new MathContext(1));
            if (rounded.doubleValue() == positive) {
                return rounded;
            }
        }
        return shortest;
    }

    private static void exponential(StringBuilder text, String digits, int exponent) {
        text.append(digits.charAt(0));
        if (digits.length() > 1) {
            text.append('.').append(digits, 1, digits.length());
        }
        text.append(exponent < 0 ? "e-" : "e+");
        if (Math.abs(exponent) < 10) {
            text.append('0');
        }
        text.append(Math.abs(exponent));
    }

    private static void plain(StringBuilder text, String digits, int point) {
        if (point <= 0) {
            text.append("0.").repeat('0', -point).append(digits);
        } else if (point >= digits.length()) {
            text.append(digits).repeat('0', point - digits.length());
        } else {
            text.append(digits, 0, point).append('.').append(digits, point, digits.length());
        }
    }

    /// What `tonumber` makes of a string: as in JSON, but also `+1`, `01`, `1.` and `.5`.
    public static Optional<Double> parse(String text) {
        Matcher matcher = NUMBER.matcher(text);
        return matcher.matches()
                ? Optional.of(Double.parseDouble(matcher.group(1)))
                : Optional.empty();
    }
}
