package io.hydrant.delivery.jq.syntax;

import java.util.List;

/// A word of a jq program.
///
/// @param text the word; of a field its name, of a format its name with `@`
/// @param pieces of a string: texts, and the words of each interpolation
/// @param offset where it starts, in characters
record Token(Kind kind, String text, List<Piece> pieces, int offset) {
    enum Kind {
        SYMBOL,
        KEYWORD,
        NAME,
        FIELD,
        FORMAT,
        NUMBER,
        STRING,
        END
    }

    sealed interface Piece {
        record Plain(String text) implements Piece {}

        record Words(List<Token> words) implements Piece {}
    }

    boolean is(String symbolOrKeyword) {
        return (kind == Kind.SYMBOL || kind == Kind.KEYWORD) && text.equals(symbolOrKeyword);
    }

    String shown() {
        return switch (kind) {
            case END -> "end of the query";
            case STRING -> "a string";
            case FIELD -> "." + text;
            case SYMBOL, KEYWORD, NAME, FORMAT, NUMBER -> text;
        };
    }
}
