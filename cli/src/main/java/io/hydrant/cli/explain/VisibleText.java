package io.hydrant.cli.explain;

import com.fasterxml.jackson.databind.JsonNode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// Text for a terminal, whatever is in it: what would move the cursor or turn the writing around is
/// shown by its escape.
final class VisibleText {
    private static final int CHARS_MAX = 8_000;
    private static final int HEX_BYTES_MAX = 32;

    private VisibleText() {}

    /// One line.
    static String of(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        text.codePoints().forEach(point -> append(shown, point));
        return shown.toString();
    }

    /// Lines of bytes as explanations give them; line breaks are shown and kept.
    static List<String> lines(JsonNode excerpt) {
        long bytes = excerpt.path("bytes").asLong();
        if (bytes == 0) {
            return List.of("(empty)");
        }
        return excerpt.has("text")
                ? textLines(excerpt.get("text").asText(), excerpt.path("cut").asBoolean())
                : List.of(binary(excerpt, bytes));
    }

    /// Shortened to a number of characters.
    static String shortened(String text, int charsMax) {
        return text.length() <= charsMax ? text : text.substring(0, charsMax - 3) + "...";
    }

    private static List<String> textLines(String text, boolean cut) {
        boolean tooLong = text.length() > CHARS_MAX;
        String shown = tooLong ? text.substring(0, CHARS_MAX) : text;
        String dots = tooLong || cut ? " ..." : "";
        List<String> lines = new ArrayList<>();
        int start = 0;
        for (int end = shown.indexOf('\n'); end >= 0; end = shown.indexOf('\n', start)) {
            lines.add(of(shown.substring(start, end + 1)));
            start = end + 1;
        }
        String rest = of(shown.substring(start)) + dots;
        if (!rest.isEmpty()) {
            lines.add(rest);
        }
        return lines;
    }

    private static String binary(JsonNode excerpt, long bytes) {
        byte[] first;
        try {
            first = excerpt.path("base64").binaryValue();
        } catch (IOException e) {
            throw new UncheckedIOException("an explanation has bytes that are no Base64", e);
        }
        int count = Math.min(first.length, HEX_BYTES_MAX);
        String hex = HexFormat.ofDelimiter(" ").formatHex(first, 0, count);
        return hex + (count < bytes ? " ..." : "");
    }

    private static void append(StringBuilder shown, int point) {
        switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> {
                switch (point) {
                    case '\t' -> shown.append("\\t");
                    case '\n' -> shown.append("\\n");
                    case '\r' -> shown.append("\\r");
                    default -> shown.append("\\u%04x".formatted(point));
                }
            }
            default -> shown.appendCodePoint(point);
        }
    }
}
