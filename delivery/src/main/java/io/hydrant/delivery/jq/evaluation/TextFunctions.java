package io.hydrant.delivery.jq.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;

import io.hydrant.delivery.jq.value.MalformedJson;
import io.hydrant.delivery.jq.value.NumberText;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Functions of strings, and of what becomes strings.
final class TextFunctions {
    private TextFunctions() {}

    static Map<String, Native> functions() {
        Map<String, Native> functions = new HashMap<>();
        functions.put("tostring/0", (in, _, meter) -> toText(in, meter));
        functions.put("tojson/0", (in, _, meter) -> toJson(in, meter));
        functions.put("fromjson/0", (in, _, meter) -> fromJson(in, meter));
        functions.put("tonumber/0", (in, _, _) -> toNumber(in));
        functions.put("ascii_downcase/0", (in, _, meter) -> recase(in, 'A', 32, meter));
        functions.put("ascii_upcase/0", (in, _, meter) -> recase(in, 'a', -32, meter));
        functions.put("explode/0", (in, _, meter) -> explode(in, meter));
        functions.put("implode/0", (in, _, meter) -> implode(in, meter));
        functions.put("split/1", (in, args, meter) -> split(in, args.getFirst(), meter));
        functions.put("ltrimstr/1", (in, args, _) -> trim(in, args.getFirst(), true));
        functions.put("rtrimstr/1", (in, args, _) -> trim(in, args.getFirst(), false));
        functions.put(
                "startswith/1",
                (in, args, _) -> {
                    requireTexts("startswith", in, args.getFirst());
                    return Values.truth(in.textValue().startsWith(args.getFirst().textValue()));
                });
        functions.put(
                "endswith/1",
                (in, args, _) -> {
                    requireTexts("endswith", in, args.getFirst());
                    return Values.truth(in.textValue().endsWith(args.getFirst().textValue()));
                });
        functions.put("utf8bytelength/0", (in, _, _) -> utf8Length(in));
        functions.put("join/1", (in, args, meter) -> join(in, args.getFirst(), meter));
        functions.put(
                "_formatted/1", (in, args, meter) -> Formats.format(args.getFirst(), in, meter));
        functions.put("format/1", (in, args, meter) -> Formats.format(args.getFirst(), in, meter));
        return functions;
    }

    static JsonNode toText(JsonNode in, Meter meter) {
        return in.isTextual() ? in : toJson(in, meter);
    }

    static JsonNode toJson(JsonNode in, Meter meter) {
        meter.deep(in);
        return Values.text(Values.json(in));
    }

    private static JsonNode fromJson(JsonNode in, Meter meter) {
        if (!in.isTextual()) {
            throw new ProgramError(Values.shown(in) + " cannot be parsed as JSON");
        }
        meter.text(in.textValue().length());
        try {
            return Trees.parse(in.textValue());
        } catch (MalformedJson e) {
            throw new ProgramError(e.getMessage() + " (while parsing '" + in.textValue() + "')");
        }
    }

    private static JsonNode toNumber(JsonNode in) {
        if (in.isNumber()) {
            return in;
        }
        if (!in.isTextual()) {
            throw new ProgramError(Values.shown(in) + " cannot be parsed as a number");
        }
        return NumberText.parse(in.textValue())
                .map(Values::number)
                .orElseThrow(
                        () ->
                                new ProgramError(
                                        "Invalid numeric literal (while parsing '"
                                                + in.textValue()
                                                + "')"));
    }

    private static JsonNode recase(JsonNode in, char first, int shift, Meter meter) {
        if (!in.isTextual()) {
            throw new ProgramError("explode input must be a string");
        }
        meter.text(in.textValue().length());
        return Values.text(recase(in.textValue(), first, shift));
    }

    /// The text with the 26 characters from the first on moved.
    private static String recase(String text, char first, int shift) {
        StringBuilder cased = new StringBuilder(text);
        for (int i = 0; i < cased.length(); i++) {
            char c = cased.charAt(i);
            if (c >= first && c < first + 26) {
                cased.setCharAt(i, (char) (c + shift));
            }
        }
        return cased.toString();
    }

    private static JsonNode explode(JsonNode in, Meter meter) {
        if (!in.isTextual()) {
            throw new ProgramError(Values.shown(in) + " cannot be exploded");
        }
        meter.step(in.textValue().length());
        ArrayNode points = Values.NODES.arrayNode();
        in.textValue().codePoints().forEach(points::add);
        return points;
    }

    private static JsonNode implode(JsonNode in, Meter meter) {
        if (!in.isArray()) {
            throw new ProgramError("implode input must be an array");
        }
        meter.step(in.size());
        StringBuilder text = new StringBuilder();
        for (JsonNode point : in) {
            int value = point.isNumber() ? (int) point.doubleValue() : -1;
            if (!Character.isValidCodePoint(value)
                    || value >= Character.MIN_SURROGATE && value <= Character.MAX_SURROGATE) {
                throw new ProgramError("implode: " + Values.shown(point) + " is no code point");
            }
            text.appendCodePoint(value);
        }
        return Values.text(text.toString());
    }

    private static JsonNode split(JsonNode in, JsonNode separator, Meter meter) {
        if (!in.isTextual() || !separator.isTextual()) {
            throw new ProgramError("split input and separator must be strings");
        }
        return Arithmetic.split(in.textValue(), separator.textValue(), meter);
    }

    private static JsonNode trim(JsonNode in, JsonNode affix, boolean left) {
        if (!in.isTextual() || !affix.isTextual()) {
            return in;
        }
        String text = in.textValue();
        String cut = affix.textValue();
        if (left) {
            return text.startsWith(cut) ? Values.text(text.substring(cut.length())) : in;
        }
        return text.endsWith(cut)
                ? Values.text(text.substring(0, text.length() - cut.length()))
                : in;
    }

    private static void requireTexts(String function, JsonNode in, JsonNode argument) {
        if (!in.isTextual() || !argument.isTextual()) {
            throw new ProgramError(function + "() requires string inputs");
        }
    }

    private static JsonNode utf8Length(JsonNode in) {
        if (!in.isTextual()) {
            throw new ProgramError(Values.shown(in) + " only strings have UTF-8 byte length");
        }
        return Values.number(in.textValue().getBytes(StandardCharsets.UTF_8).length);
    }

    private static JsonNode join(JsonNode in, JsonNode separator, Meter meter) {
        if (!in.isContainerNode()) {
            throw new ProgramError("Cannot iterate over " + Values.shown(in));
        }
        StringBuilder text = new StringBuilder();
        boolean first = true;
        for (JsonNode item : in) {
            if (!first) {
                if (!separator.isTextual() && !separator.isNull()) {
                    Arithmetic.plus(List.of(Values.text(text.toString()), separator), meter);
                }
                text.append(separator.isTextual() ? separator.textValue() : "");
            }
            first = false;
            if (item.isContainerNode()) {
                Arithmetic.plus(List.of(Values.text(text.toString()), item), meter);
            }
            text.append(item.isNull() ? "" : Values.plain(item));
            meter.text(separator.size() + item.asText().length());
        }
        return Values.text(text.toString());
    }
}
