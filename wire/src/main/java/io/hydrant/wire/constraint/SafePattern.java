package io.hydrant.wire.constraint;

import java.util.regex.Pattern;

/// A pattern of a service model, matched against text from anybody.
///
/// The model's patterns are trusted, the texts are not: a text that makes the pattern look at far
/// more characters than it has counts as not matching, as does one too long to be tried at all.
/// Safe for use by many threads.
final class SafePattern {
    private static final int TEXT_CHARS_MAX = 16 * 1024;
    private static final int LOOKS_PER_CHAR = 500;
    private static final int LOOKS_MIN = 10_000;

    private final Pattern pattern;

    SafePattern(String pattern) {
        this.pattern = Pattern.compile(pattern);
    }

    /// As the model writes it.
    String text() {
        return pattern.pattern();
    }

    /// Whether the whole text has this form.
    boolean matches(String text) {
        if (text.length() > TEXT_CHARS_MAX) {
            return false;
        }
        try {
            return pattern.matcher(new Counted(text)).matches();
        } catch (TooManyLooks e) {
            return false;
        }
    }

    /// Counts how often the matcher looks at a character, and stops it.
    private static final class Counted implements CharSequence {
        private final String text;
        private int looksLeft;

        Counted(String text) {
            this.text = text;
            this.looksLeft = LOOKS_MIN + text.length() * LOOKS_PER_CHAR;
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
