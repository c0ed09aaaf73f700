package io.hydrant.delivery.jq.evaluation;

import com.fasterxml.jackson.databind.JsonNode;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;

/// The formats behind `@`.
final class Formats {
    static final Set<String> NAMES =
            Set.of("@text", "@json", "@csv", "@tsv", "@html", "@uri", "@sh", "@base64", "@base64d");
    private static final String UNRESERVED = "-_.!~*'()";

    private Formats() {}

    /// @param name with or without its `@`
    static JsonNode format(JsonNode name, JsonNode in, Meter meter) {
        if (!name.isTextual()) {
            throw new ProgramError(Values.shown(name) + " is not a valid format");
        }
        meter.deep(in);
        String format = name.textValue();
        String text =
                switch (format) {
                    case "text", "@text" -> Values.plain(in);
                    case "json", "@json" -> Values.json(in);
                    case "csv", "@csv" -> row(in, "csv", ",");
                    case "tsv", "@tsv" -> row(in, "tsv", "\t");
                    case "html", "@html" -> html(Values.plain(in));
                    case "uri", "@uri" -> uri(Values.plain(in));
                    case "sh", "@sh" -> shell(in);
                    case "base64", "@base64" ->
                            Base64.getEncoder()
                                    .encodeToString(
                                            Values.plain(in).getBytes(StandardCharsets.UTF_8));
                    case "base64d", "@base64d" -> decoded(Values.plain(in));
                    default -> throw new ProgramError(format + " is not a valid format");
                };
        meter.text(text.length());
        return Values.text(text);
    }

    private static String row(JsonNode in, String format, String separator) {
        if (!in.isArray()) {
            throw new ProgramError(
                    Values.shown(in) + " cannot be " + format + "-formatted, only array");
        }
        StringBuilder row = new StringBuilder();
        boolean first = true;
        for (JsonNode cell : in) {
            row.append(first ? "" : separator);
            first = false;
            if (cell.isContainerNode()) {
                throw new ProgramError(
                        Values.shown(cell) + " is not valid in a " + format + " row");
            }
            if (cell.isTextual()) {
                row.append(format.equals("csv") ? quoted(cell) : tabEscaped(cell.textValue()));
            } else if (!cell.isNull()) {
                row.append(Values.json(cell));
            }
        }
        return row.toString();
    }

    private static String quoted(JsonNode cell) {
        return '"' + cell.textValue().replace("\"", "\"\"") + '"';
    }

    private static String tabEscaped(String text) {
        return text.replace("\\", "\\\\")
                .replace("\t", "\\t")
                .replace("\n", "\\n")
                .replace("\r", "\\r");
    }

    private static String html(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("'", "&apos;")
                .replace("\"", "&quot;");
    }

    private static String uri(String text) {
        StringBuilder escaped = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            boolean plain =
                    c < 0x80 && (Character.isLetterOrDigit(c) || UNRESERVED.indexOf(c) >= 0);
            if (plain) {
                escaped.append(c);
            } else {
                escaped.append(String.format("%%%02X", (int) c));
            }
        }
        return escaped.toString();
    }

    private static String shell(JsonNode in) {
        if (!in.isArray()) {
            return shellWord(in);
        }
        StringBuilder words = new StringBuilder();
        boolean first = true;
        for (JsonNode word : in) {
            words.append(first ? "" : " ").append(shellWord(word));
            first = false;
        }
        return words.toString();
    }

    private static String shellWord(JsonNode in) {
        if (in.isContainerNode()) {
            throw new ProgramError(Values.shown(in) + " can not be escaped for shell");
        }
        return in.isTextual()
                ? '\'' + in.textValue().replace("'", "'\\''") + '\''
                : Values.json(in);
    }

    /// Lenient as jq is: other characters than those of Base64 are passed over.
    private static String decoded(String text) {
        StringBuilder letters = new StringBuilder();
        for (int i = 0; i < text.length() && text.charAt(i) != '='; i++) {
            char c = text.charAt(i);
            if (c < 0x80 && (Character.isLetterOrDigit(c) || c == '+' || c == '/')) {
                letters.append(c);
            }
        }
        if (letters.length() % 4 == 1) {
            letters.setLength(letters.length() - 1);
        }
        byte[] bytes = Base64.getDecoder().decode(letters.toString());
        if (bytes.length == 0 && !text.isEmpty()) {
            throw new ProgramError(Values.shown(Values.text(text)) + " is not valid base64 data");
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
