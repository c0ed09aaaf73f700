package io.hydrant.delivery.jq.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;

import io.hydrant.delivery.jq.value.NumberText;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/// What jq knows of values: their types, order, numbers and text.
///
/// Numbers are doubles whatever node holds them; equal numbers have equal nodes, except zeros.
final class Values {
    static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    static final NullNode NULL = NullNode.getInstance();

    private static final double EXACT_MAX = 9_007_199_254_740_992.0;
    private static final int SHOWN_MAX = 14;
    private static final String HEX = "0123456789abcdef";

    private Values() {}

    static JsonNode number(double value) {
        if (value == (int) value && (value != 0 || 1 / value > 0)) {
            return IntNode.valueOf((int) value);
        }
        if (value == (long) value && Math.abs(value) <= EXACT_MAX && value != 0) {
            return LongNode.valueOf((long) value);
        }
        return DoubleNode.valueOf(value);
    }

    static JsonNode text(String text) {
        return TextNode.valueOf(text);
    }

    static JsonNode truth(boolean value) {
        return BooleanNode.valueOf(value);
    }

    static boolean isTrue(JsonNode value) {
        return !value.isNull() && !(value.isBoolean() && !value.booleanValue());
    }

    static String type(JsonNode value) {
        return switch (value.getNodeType()) {
            case NUMBER -> "number";
            case STRING -> "string";
            case BOOLEAN -> "boolean";
            case ARRAY -> "array";
            case OBJECT -> "object";
            case NULL, MISSING, BINARY, POJO -> "null";
        };
    }

    /// As error messages show it: `string ("abc")`.
    static String shown(JsonNode value) {
        StringBuilder text = new StringBuilder();
        write(value, text, SHOWN_MAX + 1);
        if (text.length() > SHOWN_MAX) {
            text.setLength(SHOWN_MAX - 3);
            text.append("...");
        }
        return type(value) + " (" + text + ")";
    }

    static String json(JsonNode value) {
        StringBuilder text = new StringBuilder();
        write(value, text, Integer.MAX_VALUE);
        return text.toString();
    }

    /// Text as it is, everything else as JSON.
    static String plain(JsonNode value) {
        return value.isTextual() ? value.textValue() : json(value);
    }

    private static void write(JsonNode value, StringBuilder text, int lengthMax) {
        if (text.length() >= lengthMax) {
            return;
        }
        switch (value.getNodeType()) {
            case NUMBER -> text.append(NumberText.of(value.doubleValue()));
            case STRING -> quote(value.textValue(), text, lengthMax);
            case BOOLEAN -> text.append(value.booleanValue());
            case ARRAY -> {
                char before = '[';
                for (JsonNode item : value) {
                    text.append(before);
                    write(item, text, lengthMax);
                    before = ',';
                    if (text.length() >= lengthMax) {
                        return;
                    }
                }
                text.append(before == '[' ? "[]" : "]");
            }
            case OBJECT -> {
                char before = '{';
                for (Map.Entry<String, JsonNode> member : value.properties()) {
                    text.append(before);
                    quote(member.getKey(), text, lengthMax);
                    text.append(':');
                    write(member.getValue(), text, lengthMax);
                    before = ',';
                    if (text.length() >= lengthMax) {
                        return;
                    }
                }
                text.append(before == '{' ? "{}" : "}");
            }
            case NULL, MISSING, BINARY, POJO -> text.append("null");
        }
    }

    private static void quote(String string, StringBuilder text, int lengthMax) {
        text.append('"');
        for (int i = 0; i < string.length() && text.length() <= lengthMax; i++) {
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
                    if (c < ' ' || c == 0x7F) {
                        text.append("\\u00").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
                    } else {
                        text.append(c);
                    }
                }
            }
        }
        text.append('"');
    }

    /// null, false, true, numbers, strings by code points, arrays, objects by keys then values.
    static int compare(JsonNode left, JsonNode right) {
        int rank = Integer.compare(rank(left), rank(right));
        if (rank != 0) {
            return rank;
        }
        return switch (left.getNodeType()) {
            case NUMBER -> compareNumbers(left.doubleValue(), right.doubleValue());
            case STRING -> compareText(left.textValue(), right.textValue());
            case ARRAY -> compareItems(left, right);
            case OBJECT -> compareMembers(left, right);
            case BOOLEAN, NULL, MISSING, BINARY, POJO -> 0;
        };
    }

    private static int rank(JsonNode value) {
        return switch (value.getNodeType()) {
            case NULL, MISSING, BINARY, POJO -> 0;
            case BOOLEAN -> value.booleanValue() ? 2 : 1;
            case NUMBER -> 3;
            case STRING -> 4;
            case ARRAY -> 5;
            case OBJECT -> 6;
        };
    }

    /// NaN is less than every number, itself included.
    static int compareNumbers(double left, double right) {
        if (left < right || Double.isNaN(left)) {
            return -1;
        }
        return left == right ? 0 : 1;
    }

    static int compareText(String left, String right) {
        int common = Math.min(left.length(), right.length());
        for (int i = 0; i < common; i++) {
            char a = left.charAt(i);
            char b = right.charAt(i);
            if (a != b) {
                if (Character.isSurrogate(a) != Character.isSurrogate(b)) {
                    return Character.isSurrogate(a) ? 1 : -1;
                }
                return Character.compare(a, b);
            }
        }
        return Integer.compare(left.length(), right.length());
    }

    private static int compareItems(JsonNode left, JsonNode right) {
        int common = Math.min(left.size(), right.size());
        for (int i = 0; i < common; i++) {
            int order = compare(left.get(i), right.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(left.size(), right.size());
    }

    private static int compareMembers(JsonNode left, JsonNode right) {
        List<String> keys = keys(left);
        List<String> otherKeys = keys(right);
        int common = Math.min(keys.size(), otherKeys.size());
        for (int i = 0; i < common; i++) {
            int order = compareText(keys.get(i), otherKeys.get(i));
            if (order != 0) {
                return order;
            }
        }
        if (keys.size() != otherKeys.size()) {
            return Integer.compare(keys.size(), otherKeys.size());
        }
        for (String key : keys) {
            int order = compare(left.get(key), right.get(key));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    /// Sorted.
    static List<String> keys(JsonNode object) {
        List<String> keys = new ArrayList<>(object.size());
        for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
            keys.add(names.next());
        }
        Collections.sort(keys, Values::compareText);
        return keys;
    }
}
