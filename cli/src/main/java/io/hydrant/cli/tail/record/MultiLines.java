package io.hydrant.cli.tail.record;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/// A record goes on until a line begins with a pattern.
///
/// Its first line is never looked at, so the lines before the first that matches are a record too.
public final class MultiLines implements RecordCutter {
    private final Pattern start;

    public MultiLines(Pattern start) {
        this.start = start;
    }

    @Override
    public int cut(byte[] bytes, int from, int to, FileEnd end) {
        int line = Lines.after(bytes, from, to);
        while (line != NONE) {
            int next = Lines.after(bytes, line, to);
            if (next == NONE) {
                break;
            }
            String text = new String(bytes, line, next - line, StandardCharsets.UTF_8);
            if (start.matcher(text).lookingAt()) {
                return line;
            }
            line = next;
        }
        return switch (end) {
            case OPEN -> NONE;
            case AT_REST -> line == to ? to : NONE;
            case FINAL -> from < to ? to : NONE;
        };
    }
}
