package io.hydrant.observability.logs.pattern;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/// A comparison of a value's text with what a pattern says.
///
/// | pattern | operators | compared |
/// |---|---|---|
/// | a number | all | as numbers; a text that is none differs |
/// | other text, `*` stands for any | `=`, `!=` | as text |
/// | `%...%` | `=`, `!=` | whether the expression is found |
sealed interface Comparison {
    boolean holds(String value);

    /// What may stand between a selector and a value.
    enum Operator {
        EQUAL,
        NOT_EQUAL,
        LESS,
        GREATER,
        NOT_GREATER,
        NOT_LESS;

        private boolean holds(int compared) {
            return switch (this) {
                case EQUAL -> compared == 0;
                case NOT_EQUAL -> compared != 0;
                case LESS -> compared < 0;
                case GREATER -> compared > 0;
                case NOT_GREATER -> compared <= 0;
                case NOT_LESS -> compared >= 0;
            };
        }
    }

    /// With a number.
    record WithNumber(Operator operator, BigDecimal number) implements Comparison {
        @Override
        public boolean holds(String value) {
            return parsed(value)
                    .map(other -> operator.holds(other.compareTo(number)))
                    .orElse(operator == Operator.NOT_EQUAL);
        }
    }

    /// With a text.
    record WithText(boolean equal, Wildcard text) implements Comparison {
        @Override
        public boolean holds(String value) {
            return text.matches(value) == equal;
        }
    }

    /// With an expression.
    record WithExpression(boolean equal, Expression expression) implements Comparison {
        @Override
        public boolean holds(String value) {
            return expression.isFoundIn(value) == equal;
        }
    }

    /// Reads operator and value.
    static Comparison read(Text text, Text.WordCharacter unquoted) {
        Operator operator = operator(text);
        boolean equal = operator == Operator.EQUAL;
        boolean ordered = !equal && operator != Operator.NOT_EQUAL;
        text.skipBlanks();
        if (text.peek() == '%') {
            Comparison expression = new WithExpression(equal, text.expression());
            return unordered(ordered, expression, text);
        }
        if (text.peek() == '"') {
            Comparison quoted = new WithText(equal, Wildcard.of(text.quoted()));
            return unordered(ordered, quoted, text);
        }
        String word = text.word(unquoted);
        Optional<BigDecimal> number = parsed(word);
        if (number.isPresent()) {
            return new WithNumber(operator, number.get());
        }
        return unordered(ordered, new WithText(equal, Wildcard.of(word)), text);
    }

    private static Comparison unordered(boolean ordered, Comparison comparison, Text text) {
        if (ordered) {
            throw text.invalid("<, >, <= and >= compare with numbers only");
        }
        return comparison;
    }

    private static Operator operator(Text text) {
        text.skipBlanks();
        if (text.accept("!=")) {
            return Operator.NOT_EQUAL;
        }
        if (text.accept("<=")) {
            return Operator.NOT_GREATER;
        }
        if (text.accept(">=")) {
            return Operator.NOT_LESS;
        }
        if (text.accept("=")) {
            return Operator.EQUAL;
        }
        if (text.accept("<")) {
            return Operator.LESS;
        }
        if (text.accept(">")) {
            return Operator.GREATER;
        }
        throw text.missing("an operator such as =");
    }

    /// Empty when a text is no number, or one that takes too long to compare.
    static Optional<BigDecimal> parsed(String text) {
        return Numbers.SHAPE.matcher(text).matches()
                ? Optional.of(new BigDecimal(text))
                : Optional.empty();
    }

    /// How numbers look: at most a hundred digits, so that comparing stays cheap.
    final class Numbers {
        private static final Pattern SHAPE =
                Pattern.compile(
                        "[+-]?[0-9]{1,100}(\\.[0-9]{0,100})?([eE][+-]?[0-9]{1,3})?"
                                + "|[+-]?\\.[0-9]{1,100}([eE][+-]?[0-9]{1,3})?");

        private Numbers() {}
    }
}
