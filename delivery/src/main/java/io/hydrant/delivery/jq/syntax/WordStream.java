package io.hydrant.delivery.jq.syntax;

import io.hydrant.delivery.jq.syntax.Token.Kind;

import java.util.List;

/// The words of a program, one after the other.
final class WordStream {
    private final List<Token> words;
    private int at;

    /// @param words ends with [Kind#END]
    WordStream(List<Token> words) {
        this.words = words;
    }

    Token peek() {
        return words.get(at);
    }

    Token peekSecond() {
        return words.get(Math.min(at + 1, words.size() - 1));
    }

    boolean sees(String symbol) {
        return peek().is(symbol);
    }

    Token take() {
        Token word = words.get(at);
        if (word.kind() != Kind.END) {
            at++;
        }
        return word;
    }

    boolean takes(String symbol) {
        if (sees(symbol)) {
            at++;
            return true;
        }
        return false;
    }

    void expect(String symbol) {
        if (!takes(symbol)) {
            throw unexpected(", expecting " + symbol);
        }
    }

    String name() {
        if (peek().kind() != Kind.NAME) {
            throw unexpected(", expecting a name");
        }
        return take().text();
    }

    String variable() {
        expect("$");
        return name();
    }

    InvalidQuery unexpected(String hint) {
        Token word = peek();
        return new InvalidQuery(
                "syntax error: unexpected " + word.shown() + hint + Lexer.place(word.offset()));
    }
}
