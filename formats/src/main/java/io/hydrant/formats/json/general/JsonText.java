package io.hydrant.formats.json.general;

import java.util.HexFormat;
import java.util.Map;

/// Values as compact JSON text: no blanks, numbers as they were written, only what must be escaped
/// is.
final class JsonText {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private JsonText() {}

    static String of(JsonValue value) {
        StringBuilder text = new StringBuilder();
        append(value, text);
        return text.toString();
    }

    private static void append(JsonValue value, StringBuilder text) {
        switch (value) {
            case JsonValue.Null _ -> text.append("null");
            case JsonValue.Bool bool -> text.append(bool);
            case JsonValue.Number number -> text.append(number.text());
            case JsonValue.Text string -> quote(string.text(), text);
            case JsonValue.Array array -> {
                char before = '[';
                for (JsonValue element : array.elements()) {
                    text.append(before);
                    append(element, text);
                    before = ',';
                }
                text.append(before == '[' ? "[]" : "]");
            }
            case JsonValue.Structure structure -> {
                char before = '{';
                for (Map.Entry<String, JsonValue> member : structure.members().entrySet()) {
                    text.append(before);
                    quote(member.getKey(), text);
                    text.append(':');
                    append(member.getValue(), text);
                    before = ',';
                }
                text.append(before == '{' ? "{}" : "}");
            }
        }
    }

    private static void quote(String string, StringBuilder text) {
        text.append('"');
        for (int i = 0; i < string.length(); i++) {
            char c = string.charAt(i);
            switch (c) {
                case '"' -> text.append("\\\"");
                case '\\' -> text.append("\\\\");
                case '\b' -> text.append("\\b");
                case '\f' -> text.append("\\f");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                default -> {
                    if (c < ' ') {
                        text.append("\\u00").append(HEX.toHexDigits((byte) c));
                    } else {
                        text.append(c);
                    }
                }
            }
        }
        text.append('"');
    }
}
