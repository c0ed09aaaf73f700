package io.hydrant.catalog.api;

import io.hydrant.catalog.refusal.InvalidInput;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// Chooses tables by their whole names: a regular expression, or a text in which `*` stands for any
/// text. Clients send both, and so a name may match either way. Case does not matter.
///
/// Names are short; a pattern that looks at a name far too often counts as not matching.
final class NamePattern implements Predicate<String> {
    private static final int LOOKS_MAX = 200_000;

    private final Optional<Pattern> regular;
    private final Optional<Pattern> wild;

    /// @throws InvalidInput when it is neither
    NamePattern(String expression) {
        String text = expression.toLowerCase(Locale.ROOT);
        this.regular = compiled(expression);
        this.wild = text.contains("*") ? compiled(wildcards(text)) : Optional.empty();
        if (regular.isEmpty() && wild.isEmpty()) {
            throw new InvalidInput("Expression '" + expression + "' is no regular expression.");
        }
    }

    private static Optional<Pattern> compiled(String expression) {
        try {
            return Optional.of(Pattern.compile(expression, Pattern.CASE_INSENSITIVE));
        } catch (PatternSyntaxException | StackOverflowError _) {
            return Optional.empty();
        }
    }

    /// A star after a dot or a bracket repeats it, any other stands for text.
    private static String wildcards(String text) {
        StringBuilder pattern = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char before = i == 0 ? ' ' : text.charAt(i - 1);
            boolean star = text.charAt(i) == '*' && ".)]}\\".indexOf(before) < 0;
            pattern.append(star ? ".*" : text.substring(i, i + 1));
        }
        return pattern.toString();
    }

    @Override
    public boolean test(String name) {
        return matches(regular, name) || matches(wild, name);
    }

    private static boolean matches(Optional<Pattern> pattern, String name) {
        try {
            return pattern.isPresent() && pattern.get().matcher(new Counted(name)).matches();
        } catch (TooManyLooks | StackOverflowError _) {
            return false;
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
