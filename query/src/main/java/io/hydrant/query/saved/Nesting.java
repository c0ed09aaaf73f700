package io.hydrant.query.saved;

import io.hydrant.query.statement.MalformedStatement;

/// How deep brackets are nested in a statement. Parsers take time with the square of it and memory
/// of the thread's stack, so it is bounded before any of them sees the text.
final class Nesting {
    private static final int DEPTH_MAX = 400;

    private Nesting() {}

    /// @throws MalformedStatement when brackets outside of quotes and comments are nested too deep
    static void requireShallow(String text) throws MalformedStatement {
        if (tooDeep(text)) {
            throw new MalformedStatement(
                    "statement is too large (its brackets are nested more than %d deep)"
                            .formatted(DEPTH_MAX));
        }
    }

    private static boolean tooDeep(String text) {
        int depth = 0;
        int at = 0;
        while (at < text.length() && depth <= DEPTH_MAX) {
            char next = text.charAt(at);
            switch (next) {
                case '(', '[' -> depth++;
                case ')', ']' -> depth--;
                default -> {}
            }
            at = next(text, at);
        }
        return depth > DEPTH_MAX;
    }

    private static int next(String text, int at) {
        char here = text.charAt(at);
        if (here == '\'' || here == '"' || here == '`') {
            return past(text, String.valueOf(here), at + 1);
        }
        if (text.startsWith("--", at)) {
            return past(text, "\n", at);
        }
        return text.startsWith("/*", at) ? past(text, "*/", at + 2) : at + 1;
    }

    private static int past(String text, String mark, int from) {
        int found = text.indexOf(mark, from);
        return found < 0 ? text.length() : found + mark.length();
    }
}
