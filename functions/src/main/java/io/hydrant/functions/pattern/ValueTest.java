package io.hydrant.functions.pattern;

import io.hydrant.functions.pattern.JsonValue.Numeral;
import io.hydrant.functions.pattern.JsonValue.Scalar;
import io.hydrant.functions.pattern.JsonValue.Text;

import java.math.BigDecimal;
import java.util.List;
import java.util.Set;

/// What a pattern demands of one value. Never changes.
sealed interface ValueTest {
    boolean passes(Scalar value);

    record Anything() implements ValueTest {
        @Override
        public boolean passes(Scalar value) {
            return true;
        }
    }

    /// The same texts, words and numbers; numbers are the same when they are written the same.
    ///
    /// Source: Lambda Developer Guide, event filtering: `300`, `300.0` and `3.0e2` are not equal.
    record OneOf(Set<Scalar> values) implements ValueTest {
        @Override
        public boolean passes(Scalar value) {
            return values.contains(value);
        }
    }

    record Prefix(String prefix, boolean ignoresCase) implements ValueTest {
        @Override
        public boolean passes(Scalar value) {
            return value instanceof Text(String text)
                    && text.regionMatches(ignoresCase, 0, prefix, 0, prefix.length());
        }
    }

    record Suffix(String suffix, boolean ignoresCase) implements ValueTest {
        @Override
        public boolean passes(Scalar value) {
            return value instanceof Text(String text)
                    && text.regionMatches(
                            ignoresCase,
                            text.length() - suffix.length(),
                            suffix,
                            0,
                            suffix.length());
        }
    }

    record IgnoringCase(String expected) implements ValueTest {
        @Override
        public boolean passes(Scalar value) {
            return value instanceof Text(String text) && text.equalsIgnoreCase(expected);
        }
    }

    record Like(Wildcard wildcard) implements ValueTest {
        @Override
        public boolean passes(Scalar value) {
            return value instanceof Text(String text) && wildcard.matches(text);
        }
    }

    /// Numbers that are so much. They are compared exactly; those beyond [#LIMIT] never pass.
    ///
    /// @param bounds that all must be met
    record Amount(List<Bound> bounds) implements ValueTest {
        /// Source: EventBridge User Guide, numeric matching.
        static final BigDecimal LIMIT = new BigDecimal("5000000000");

        private static final int DIGITS_MAX = 1_000;

        static boolean isWithinLimits(BigDecimal number) {
            return number.abs().compareTo(LIMIT) <= 0;
        }

        @Override
        public boolean passes(Scalar value) {
            if (!(value instanceof Numeral(String digits)) || digits.length() > DIGITS_MAX) {
                return false;
            }
            try {
                BigDecimal number = new BigDecimal(digits);
                return isWithinLimits(number)
                        && bounds.stream().allMatch(bound -> bound.holds(number));
            } catch (NumberFormatException _) {
                return false; // an exponent that no number has
            }
        }
    }

    /// @param relation `=`, `<`, `<=`, `>` or `>=`
    record Bound(String relation, BigDecimal limit) {
        boolean holds(BigDecimal number) {
            int order = number.compareTo(limit);
            return switch (relation) {
                case "=" -> order == 0;
                case "<" -> order < 0;
                case "<=" -> order <= 0;
                case ">" -> order > 0;
                case ">=" -> order >= 0;
                default -> throw new IllegalStateException("no relation: " + relation);
            };
        }
    }

    /// Passes what none of others passes.
    record NoneOf(List<ValueTest> tests) implements ValueTest {
        @Override
        public boolean passes(Scalar value) {
            return tests.stream().noneMatch(test -> test.passes(value));
        }
    }
}
