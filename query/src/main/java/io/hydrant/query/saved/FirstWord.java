package io.hydrant.query.saved;

import java.util.Locale;

/// Finds the first word of a statement, behind blanks and comments.
final class FirstWord {
    private FirstWord() {}

    /// Where it begins; the length of the text when there is none.
    static int start(String text) {
        int at = 0;
        while (at < text.length()) {
            if (Character.isWhitespace(text.charAt(at))) {
                at++;
            } else if (text.startsWith("--", at)) {
                at = past(text, "\n", at);
            } else if (text.startsWith("/*", at)) {
                at = past(text, "*/", at + 2);
            } else {
                return at;
            }
        }
        return at;
    }

    private static int past(String text, String mark, int from) {
        int found = text.indexOf(mark, from);
        return found < 0 ? text.length() : found + mark.length();
    }

    /// The word that begins there, in upper case; empty when none does.
    static String at(String text, int start) {
        int end = start;
        while (end < text.length() && Character.isLetter(text.charAt(end))) {
            end++;
        }
        return text.substring(start, end).toUpperCase(Locale.ROOT);
    }
}
