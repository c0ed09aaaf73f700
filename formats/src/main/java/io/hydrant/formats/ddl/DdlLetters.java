package io.hydrant.formats.ddl;

import java.util.Locale;

/// The letters of a statement: words, quoted texts and signs, without blanks and comments. For one
/// thread.
///
/// Words are looked for by what should come next, so a name may be a word of the language.
final class DdlLetters {
    private final String text;
    private int at;

    DdlLetters(String text) {
        // Pages that statements are copied from hold non-breaking spaces.
        this.text = text.replace('\u00a0', ' ');
    }

    boolean isAtEnd() {
        skipBlanks();
        return at == text.length();
    }

    /// Takes these words, in either case, if they come next.
    boolean take(String words) {
        int before = at;
        for (String word : words.split(" ")) {
            if (!takeWord(word)) {
                at = before;
                return false;
            }
        }
        return true;
    }

    boolean take(char sign) {
        skipBlanks();
        if (at < text.length() && text.charAt(at) == sign) {
            at++;
            return true;
        }
        return false;
    }

    void expect(String words) {
        if (!take(words)) {
            throw wrong(words + " is expected");
        }
    }

    void expect(char sign) {
        if (!take(sign)) {
            throw wrong("'" + sign + "' is expected");
        }
    }

    /// A name, in backticks or without.
    String name(String what) {
        skipBlanks();
        if (at < text.length() && text.charAt(at) == '`') {
            return quoted(what);
        }
        int from = at;
        while (at < text.length() && isWordLetter(text.charAt(at))) {
            at++;
        }
        if (at == from) {
            throw wrong(what + " is expected");
        }
        return text.substring(from, at);
    }

    /// A text in single or double quotes.
    String string(String what) {
        skipBlanks();
        if (at == text.length() || (text.charAt(at) != '\'' && text.charAt(at) != '"')) {
            throw wrong(what + " is expected, in quotes");
        }
        return quoted(what);
    }

    /// Whether this sign comes next.
    boolean isAt(char sign) {
        skipBlanks();
        return at < text.length() && text.charAt(at) == sign;
    }

    /// The text of a type: up to the comma, bracket or word `COMMENT` behind it.
    String type() {
        skipBlanks();
        StringBuilder type = new StringBuilder();
        int depth = 0;
        while (at < text.length()) {
            char letter = text.charAt(at);
            if (depth == 0 && (letter == ',' || letter == ')' || isWord("comment"))) {
                break;
            }
            if (letter == '`' || letter == '\'' || letter == '"') {
                int from = at;
                quoted("a type");
                type.append(text, from, at);
            } else if (isComment()) {
                skipBlanks();
                type.append(' ');
            } else {
                depth += letter == '<' || letter == '(' ? 1 : 0;
                depth -= letter == '>' || letter == ')' ? 1 : 0;
                type.append(letter);
                at++;
            }
        }
        return type.toString().strip();
    }

    /// Passes over what is in brackets, nested ones included.
    void skipBrackets() {
        expect('(');
        int depth = 1;
        while (depth > 0) {
            if (isAtEnd()) {
                throw wrong("')' is expected");
            }
            char letter = text.charAt(at);
            if (letter == '\'' || letter == '"' || letter == '`') {
                quoted("a text");
            } else {
                depth += letter == '(' ? 1 : 0;
                depth -= letter == ')' ? 1 : 0;
                at++;
            }
        }
    }

    /// Says what is wrong here, with line and column.
    WrongDdl wrong(String message) {
        return new WrongDdl(place() + ": " + message + " but there is " + rest());
    }

    /// Where reading is, as in `line 3, column 5`.
    String place() {
        skipBlanks();
        String before = text.substring(0, at);
        int line = 1 + (int) before.chars().filter(letter -> letter == '\n').count();
        return "line " + line + ", column " + (at - before.lastIndexOf('\n'));
    }

    private String rest() {
        if (at >= text.length()) {
            return "the end";
        }
        int end = Math.min(text.length(), at + 20);
        return "'" + text.substring(at, end).lines().findFirst().orElse("").strip() + "'";
    }

    private boolean takeWord(String word) {
        skipBlanks();
        if (!isWord(word)) {
            return false;
        }
        at += word.length();
        return true;
    }

    private boolean isWord(String word) {
        int end = at + word.length();
        return text.regionMatches(true, at, word, 0, word.length())
                && (at == 0 || !isWordLetter(text.charAt(at - 1)))
                && (end >= text.length() || !isWordLetter(text.charAt(end)));
    }

    /// A quote inside is written twice or, but for backticks, behind a backslash.
    private String quoted(String what) {
        char quote = text.charAt(at);
        String from = place();
        StringBuilder inside = new StringBuilder();
        at++;
        while (at < text.length()) {
            char letter = text.charAt(at++);
            if (letter == '\\' && quote != '`' && at < text.length()) {
                inside.append(escaped(text.charAt(at++)));
            } else if (letter != quote) {
                inside.append(letter);
            } else if (at < text.length() && text.charAt(at) == quote) {
                inside.append(quote);
                at++;
            } else {
                return inside.toString();
            }
        }
        throw new WrongDdl(from + ": the quote of " + what + " is not closed");
    }

    private static String escaped(char letter) {
        return switch (letter) {
            case 'n' -> "\n";
            case 't' -> "\t";
            case 'r' -> "\r";
            case '\\', '\'', '"', '`' -> String.valueOf(letter);
            default -> "\\" + letter;
        };
    }

    private void skipBlanks() {
        while (at < text.length()) {
            if (Character.isWhitespace(text.charAt(at))) {
                at++;
            } else if (text.startsWith("--", at)) {
                int end = text.indexOf('\n', at);
                at = end < 0 ? text.length() : end;
            } else if (text.startsWith("/*", at)) {
                int end = text.indexOf("*/", at + 2);
                at = end < 0 ? text.length() : end + 2;
            } else {
                return;
            }
        }
    }

    private boolean isComment() {
        return text.startsWith("--", at) || text.startsWith("/*", at);
    }

    private static boolean isWordLetter(char letter) {
        return Character.isLetterOrDigit(letter) || letter == '_';
    }

    /// The next word in upper case, for a message or a decision; it is not taken.
    String peekWord() {
        skipBlanks();
        int end = at;
        while (end < text.length() && isWordLetter(text.charAt(end))) {
            end++;
        }
        return text.substring(at, end).toUpperCase(Locale.ROOT);
    }
}
