package io.hydrant.catalog.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Splits an expression into its words. For one use.
final class Lexer {
    private static final List<String> SYMBOLS =
            List.of("<=", ">=", "<>", "!=", "==", "=", "<", ">", "(", ")", ",");

    private final String text;
    private int at;

    private Lexer(String text) {
        this.text = text;
    }

    /// Empty when there is something that no expression has.
    static Optional<List<Token>> words(String text) {
        return new Lexer(text).all();
    }

    private Optional<List<Token>> all() {
        List<Token> words = new ArrayList<>();
        skipBlanks();
        while (at < text.length()) {
            Optional<Token> word = next();
            if (word.isEmpty()) {
                return Optional.empty();
            }
            words.add(word.get());
            skipBlanks();
        }
        words.add(Token.END);
        return Optional.of(words);
    }

    private void skipBlanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private Optional<Token> next() {
        char c = text.charAt(at);
        if (c == '\'') {
            return quoted(c, Token.Kind.TEXT);
        }
        if (c == '"' || c == '`') {
            return quoted(c, Token.Kind.NAME);
        }
        if (isDigit(at) || (c == '-' || c == '+' || c == '.') && isDigit(at + 1)) {
            return Optional.of(number());
        }
        if (Character.isLetter(c) || c == '_') {
            int start = at;
            while (at < text.length() && isNamePart(text.charAt(at))) {
                at++;
            }
            return Optional.of(new Token(Token.Kind.WORD, text.substring(start, at)));
        }
        for (String symbol : SYMBOLS) {
            if (text.startsWith(symbol, at)) {
                at += symbol.length();
                return Optional.of(new Token(Token.Kind.SYMBOL, symbol));
            }
        }
        return Optional.empty();
    }

    private static boolean isNamePart(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '$' || c == '@' || c == '#';
    }

    private boolean isDigit(int place) {
        return place < text.length() && text.charAt(place) >= '0' && text.charAt(place) <= '9';
    }

    /// A quote within is written twice.
    private Optional<Token> quoted(char quote, Token.Kind kind) {
        StringBuilder content = new StringBuilder();
        at++;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c != quote) {
                content.append(c);
            } else if (at < text.length() && text.charAt(at) == quote) {
                content.append(quote);
                at++;
            } else {
                return Optional.of(new Token(kind, content.toString()));
            }
        }
        return Optional.empty();
    }

    private Token number() {
        int start = at++;
        while (isDigit(at) || at < text.length() && text.charAt(at) == '.') {
            at++;
        }
        // 2026x is no number and no name: the letters make the word one that nothing takes
        Token.Kind kind = Token.Kind.NUMBER;
        while (at < text.length() && isNamePart(text.charAt(at))) {
            at++;
            kind = Token.Kind.SYMBOL;
        }
        return new Token(kind, text.substring(start, at));
    }
}
