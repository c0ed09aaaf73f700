package io.hydrant.query.api;

import io.hydrant.query.refusal.InvalidRequest;

import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// Chooses tables by their whole names: a regular expression, or a text in which `*` stands for any
/// text. Clients send both, and so a name may match either way. Case does not matter.
///
/// An expression that looks at a name far too often is refused.
final class TableExpression implements Predicate<String> {
    private static final int LOOKS_MAX = 200_000;

    private final String expression;
    private final Pattern regular;
    private final Pattern wild;

    /// @param expression empty for all
    /// @throws InvalidRequest when it is none
    TableExpression(String expression) {
        this.expression = expression;
        String text = expression.isEmpty() ? "*" : expression.toLowerCase(Locale.ROOT);
        this.wild = Pattern.compile(Pattern.quote(text).replace("*", "\\E.*\\Q"));
        this.regular = text.startsWith("*") ? wild : compiled(text);
    }

    private Pattern compiled(String text) {
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException | StackOverflowError _) {
            throw new InvalidRequest("Expression '" + expression + "' is no regular expression.");
        }
    }

    @Override
    public boolean test(String name) {
        try {
            return wild.matcher(new Counted(name)).matches()
                    || regular.matcher(new Counted(name)).matches();
        } catch (TooManyLooks | StackOverflowError _) {
            throw new InvalidRequest("Expression '" + expression + "' takes too long to match.");
        }
    }

    private static final class Counted implements CharSequence {
        private final String text;
        private int looksLeft = LOOKS_MAX;

        Counted(String text) {
            this.text = text;
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            if (looksLeft-- <= 0) {
                throw new TooManyLooks();
            }
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.substring(start, end);
        }
    }

    private static final class TooManyLooks extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooManyLooks() {
            super("a pattern needs too long", null, false, false);
        }
    }
}
