package io.hydrant.observability.logs.pattern;

/// A pattern that is being read.
final class Text {
    private static final char END = '\0';
    private static final int EXPRESSIONS_MAX = 2;

    private final String pattern;
    private int at;
    private int expressionCount;

    Text(String pattern) {
        this.pattern = pattern;
    }

    boolean atEnd() {
        return at >= pattern.length();
    }

    /// The next character; NUL at the end.
    char peek() {
        return atEnd() ? END : pattern.charAt(at);
    }

    void skipBlanks() {
        while (!atEnd() && Character.isWhitespace(peek())) {
            at++;
        }
    }

    /// Steps over a piece of text if it comes next.
    boolean accept(String expected) {
        boolean found = pattern.startsWith(expected, at);
        if (found) {
            at += expected.length();
        }
        return found;
    }

    /// Steps over a keyword in any case, if it comes next as a whole word.
    boolean acceptWord(String keyword) {
        int end = at + keyword.length();
        boolean found =
                pattern.regionMatches(true, at, keyword, 0, keyword.length())
                        && (end == pattern.length() || !isName(pattern.charAt(end)));
        if (found) {
            at = end;
        }
        return found;
    }

    private static boolean isName(char c) {
        return Character.isLetterOrDigit(c) || c == '_';
    }

    void expect(String expected) {
        if (!accept(expected)) {
            throw missing(expected);
        }
    }

    RuntimeException missing(String what) {
        return invalid("%s was expected at character %d".formatted(what, at + 1));
    }

    /// What characters are part of a word.
    interface WordCharacter {
        boolean test(char c);
    }

    /// At least one character of a word.
    String word(WordCharacter characters) {
        return word(characters, "");
    }

    /// @param ends what may follow it, beside blanks, operators, brackets and commas
    String word(WordCharacter characters, String ends) {
        int start = at;
        while (!atEnd() && characters.test(peek())) {
            at++;
        }
        if (at == start || !atEnd() && !isDelimiter(peek()) && ends.indexOf(peek()) < 0) {
            throw unexpected();
        }
        return pattern.substring(start, at);
    }

    private static boolean isDelimiter(char c) {
        return Character.isWhitespace(c) || "=!<>&|(){}[],".indexOf(c) >= 0;
    }

    RuntimeException unexpected() {
        return atEnd()
                ? FilterPattern.invalid(pattern, "it ends too early")
                : FilterPattern.invalidCharacters(String.valueOf(peek()));
    }

    RuntimeException invalid(String why) {
        return FilterPattern.invalid(pattern, why);
    }

    /// A text in double quotes, in which a backslash takes the next character as it is.
    String quoted() {
        expect("\"");
        StringBuilder value = new StringBuilder();
        while (!atEnd() && peek() != '"') {
            if (peek() == '\\' && at + 1 < pattern.length()) {
                at++;
            }
            value.append(peek());
            at++;
        }
        expect("\"");
        return value.toString();
    }

    /// An expression between percent signs.
    Expression expression() {
        expect("%");
        expressionCount++;
        int start = at;
        while (!atEnd() && peek() != '%') {
            at += peek() == '\\' ? 2 : 1;
        }
        int end = Math.min(at, pattern.length());
        at = end;
        expect("%");
        return Expression.parse(pattern.substring(start, end));
    }

    /// A condition may have two expressions, as in the service.
    void requireFewExpressions() {
        if (expressionCount > EXPRESSIONS_MAX) {
            throw invalid(
                    "it may have %d expressions but has %d"
                            .formatted(EXPRESSIONS_MAX, expressionCount));
        }
    }
}
