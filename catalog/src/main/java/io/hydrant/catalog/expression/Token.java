package io.hydrant.catalog.expression;

import java.util.Locale;

/// A word of an expression.
///
/// @param text without quotes
record Token(Kind kind, String text) {
    enum Kind {
        /// Not quoted: a keyword or a name.
        WORD,
        /// In double or back quotes.
        NAME,
        /// In single quotes.
        TEXT,
        NUMBER,
        SYMBOL,
        END
    }

    static final Token END = new Token(Kind.END, "");

    boolean isWord(String word) {
        return kind == Kind.WORD && text.toUpperCase(Locale.ROOT).equals(word);
    }

    boolean isSymbol(String symbol) {
        return kind == Kind.SYMBOL && text.equals(symbol);
    }
}
