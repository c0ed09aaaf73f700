package io.hydrant.cli.query;

import java.util.ArrayList;
import java.util.List;

/// A text of several statements with semicolons between them. A semicolon within quotes or a
/// comment parts nothing.
public final class Script {
    private Script() {}

    /// The statements without their semicolons; what holds nothing but blanks and comments is left
    /// out.
    public static List<String> statements(String text) {
        List<String> found = new ArrayList<>();
        int begin = 0;
        int at = 0;
        boolean anything = false;
        while (at < text.length()) {
            char next = text.charAt(at);
            if (next == ';') {
                add(found, text.substring(begin, at), anything);
                begin = at + 1;
                anything = false;
                at++;
            } else if (text.startsWith("--", at)) {
                at = past(text, "\n", at + 2);
            } else if (text.startsWith("/*", at)) {
                at = past(text, "*/", at + 2);
            } else if (next == '\'' || next == '"' || next == '`') {
                at = past(text, String.valueOf(next), at + 1);
                anything = true;
            } else {
                anything |= !Character.isWhitespace(next);
                at++;
            }
        }
        add(found, text.substring(begin), anything);
        return found;
    }

    private static void add(List<String> found, String statement, boolean anything) {
        if (anything) {
            found.add(statement.strip());
        }
    }

    private static int past(String text, String mark, int from) {
        int found = text.indexOf(mark, from);
        return found < 0 ? text.length() : found + mark.length();
    }
}
