package io.hydrant.query.dialect.text;

import java.util.Optional;

/// Limits of a text that is to be parsed.
///
/// The parser's time grows out of bounds with the depth of brackets, long before its stack ends.
public final class TextLimits {
    /// Longest text of a statement. Source: Athena API Reference, StartQueryExecution.
    private static final int CHARS_MAX = 262_144;

    private static final int DEPTH_MAX = 100;

    private TextLimits() {}

    /// @return why the text is refused, with its place; empty when it may be parsed
    public static Optional<String> refusal(String sql) {
        if (sql.length() > CHARS_MAX) {
            return Optional.of(
                    "line 1:1: statement has %d characters, more than %d"
                            .formatted(sql.length(), CHARS_MAX));
        }
        int depth = 0;
        int at = 0;
        while (at < sql.length()) {
            char next = sql.charAt(at);
            if (next == '(' || next == '[') {
                depth++;
            } else if (next == ')' || next == ']') {
                depth--;
            }
            if (depth > DEPTH_MAX) {
                return Optional.of(
                        "%s: brackets are nested more than %d levels deep"
                                .formatted(place(sql, at), DEPTH_MAX));
            }
            at = skip(sql, at);
        }
        return Optional.empty();
    }

    /// Behind the character, or the text, name or comment that it begins.
    private static int skip(String sql, int at) {
        char next = sql.charAt(at);
        if (next == '\'' || next == '"') {
            return behind(sql, sql.indexOf(next, at + 1), 1);
        }
        if (sql.startsWith("--", at)) {
            return behind(sql, sql.indexOf('\n', at), 1);
        }
        if (sql.startsWith("/*", at)) {
            return behind(sql, sql.indexOf("*/", at + 2), 2);
        }
        return at + 1;
    }

    private static int behind(String sql, int found, int length) {
        return found < 0 ? sql.length() : found + length;
    }

    private static String place(String sql, int at) {
        String before = sql.substring(0, at);
        long line = before.chars().filter(next -> next == '\n').count() + 1;
        return "line " + line + ":" + (at - before.lastIndexOf('\n'));
    }
}
