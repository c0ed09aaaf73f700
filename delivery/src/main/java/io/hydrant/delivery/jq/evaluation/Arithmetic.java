package io.hydrant.delivery.jq.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.IntPredicate;

/// Operators, as functions of their two sides.
final class Arithmetic {
    private Arithmetic() {}

    static Map<String, Native> operators() {
        Map<String, Native> operators = new HashMap<>();
        operators.put("_plus/2", (_, sides, meter) -> plus(sides, meter));
        operators.put("_minus/2", (_, sides, meter) -> minus(sides, meter));
        operators.put("_times/2", (_, sides, meter) -> times(sides, meter));
        operators.put("_divide/2", (_, sides, meter) -> divide(sides, meter));
        operators.put("_modulo/2", (_, sides, _) -> modulo(sides));
        operators.put("_negate/0", (value, _, _) -> negate(value));
        operators.put("_equal/2", comparison(order -> order == 0));
        operators.put("_unequal/2", comparison(order -> order != 0));
        operators.put("_less/2", comparison(order -> order < 0));
        operators.put("_lesseq/2", comparison(order -> order <= 0));
        operators.put("_greater/2", comparison(order -> order > 0));
        operators.put("_greatereq/2", comparison(order -> order >= 0));
        return operators;
    }

    private static Native comparison(IntPredicate holds) {
        return (_, sides, meter) -> {
            JsonNode left = sides.getFirst();
            JsonNode right = sides.getLast();
            if (left.isContainerNode() && left.getNodeType() == right.getNodeType()) {
                meter.deep(left);
                meter.deep(right);
            }
            return Values.truth(holds.test(Values.compare(left, right)));
        };
    }

    static JsonNode plus(List<JsonNode> sides, Meter meter) {
        JsonNode left = sides.getFirst();
        JsonNode right = sides.getLast();
        if (left.isNull()) {
            return right;
        }
        if (right.isNull()) {
            return left;
        }
        if (left.isNumber() && right.isNumber()) {
            return Values.number(left.doubleValue() + right.doubleValue());
        }
        if (left.isTextual() && right.isTextual()) {
            meter.text((long) left.textValue().length() + right.textValue().length());
            return Values.text(left.textValue() + right.textValue());
        }
        meter.shallow(left);
        meter.shallow(right);
        if (left.isArray() && right.isArray()) {
            return Values.NODES.arrayNode().addAll((ArrayNode) left).addAll((ArrayNode) right);
        }
        if (left.isObject() && right.isObject()) {
            ObjectNode sum = Values.NODES.objectNode();
            sum.setAll((ObjectNode) left);
            sum.setAll((ObjectNode) right);
            return sum;
        }
        throw refused(left, right, "added");
    }

    private static JsonNode minus(List<JsonNode> sides, Meter meter) {
        JsonNode left = sides.getFirst();
        JsonNode right = sides.getLast();
        if (left.isNumber() && right.isNumber()) {
            return Values.number(left.doubleValue() - right.doubleValue());
        }
        if (!left.isArray() || !right.isArray()) {
            throw refused(left, right, "subtracted");
        }
        ArrayNode rest = Values.NODES.arrayNode();
        for (JsonNode item : left) {
            boolean kept = true;
            for (JsonNode removed : right) {
                meter.deep(removed);
                kept &= Values.compare(item, removed) != 0;
            }
            if (kept) {
                rest.add(item);
            }
        }
        return rest;
    }

    private static JsonNode times(List<JsonNode> sides, Meter meter) {
        JsonNode left = sides.getFirst();
        JsonNode right = sides.getLast();
        if (left.isNumber() && right.isNumber()) {
            return Values.number(left.doubleValue() * right.doubleValue());
        }
        if (left.isTextual() && right.isNumber() || left.isNumber() && right.isTextual()) {
            String text = left.isTextual() ? left.textValue() : right.textValue();
            double count = left.isNumber() ? left.doubleValue() : right.doubleValue();
            if (!(count > 0)) {
                return Values.NULL;
            }
            double length = text.length() * Math.max(1, Math.floor(count));
            meter.text((long) Math.min(length, Long.MAX_VALUE / 2));
            return Values.text(text.repeat(Math.max(1, (int) count)));
        }
        if (left.isObject() && right.isObject()) {
            return merge((ObjectNode) left, (ObjectNode) right, meter);
        }
        throw refused(left, right, "multiplied");
    }

    private static ObjectNode merge(ObjectNode left, ObjectNode right, Meter meter) {
        meter.shallow(left);
        meter.shallow(right);
        ObjectNode merged = Values.NODES.objectNode();
        merged.setAll(left);
        for (Map.Entry<String, JsonNode> member : right.properties()) {
            JsonNode before = merged.get(member.getKey());
            boolean both = before != null && before.isObject() && member.getValue().isObject();
            merged.set(
                    member.getKey(),
                    both
                            ? merge((ObjectNode) before, (ObjectNode) member.getValue(), meter)
                            : member.getValue());
        }
        return merged;
    }

    private static JsonNode divide(List<JsonNode> sides, Meter meter) {
        JsonNode left = sides.getFirst();
        JsonNode right = sides.getLast();
        if (left.isNumber() && right.isNumber()) {
            if (right.doubleValue() == 0) {
                throw refused(left, right, "divided because the divisor is zero");
            }
            return Values.number(left.doubleValue() / right.doubleValue());
        }
        if (left.isTextual() && right.isTextual()) {
            return split(left.textValue(), right.textValue(), meter);
        }
        throw refused(left, right, "divided");
    }

    /// An empty separator splits into characters, an empty text into nothing.
    static JsonNode split(String text, String separator, Meter meter) {
        meter.step(1 + text.length() / 4);
        ArrayNode pieces = Values.NODES.arrayNode();
        if (separator.isEmpty()) {
            text.codePoints().forEach(c -> pieces.add(Character.toString(c)));
            return pieces;
        }
        if (text.isEmpty()) {
            return pieces;
        }
        int start = 0;
        for (int at = text.indexOf(separator); at >= 0; at = text.indexOf(separator, start)) {
            pieces.add(text.substring(start, at));
            start = at + separator.length();
        }
        return pieces.add(text.substring(start));
    }

    private static JsonNode modulo(List<JsonNode> sides) {
        JsonNode left = sides.getFirst();
        JsonNode right = sides.getLast();
        if (!left.isNumber() || !right.isNumber()) {
            throw refused(left, right, "divided (remainder)");
        }
        long divisor = (long) right.doubleValue();
        if (divisor == 0) {
            throw refused(left, right, "divided (remainder) because the divisor is zero");
        }
        long positive = divisor == Long.MIN_VALUE ? Long.MAX_VALUE : Math.abs(divisor);
        return Values.number((double) ((long) left.doubleValue() % positive));
    }

    private static JsonNode negate(JsonNode value) {
        if (!value.isNumber()) {
            throw new ProgramError(Values.shown(value) + " cannot be negated");
        }
        return Values.number(-value.doubleValue());
    }

    private static ProgramError refused(JsonNode left, JsonNode right, String what) {
        return new ProgramError(
                Values.shown(left) + " and " + Values.shown(right) + " cannot be " + what);
    }

    /// Items with their keys, in the order of the keys; equal keys keep the order of the items.
    static List<List<JsonNode>> sorted(JsonNode items, JsonNode keys, Meter meter) {
        meter.deep(keys);
        int comparisons = 32 - Integer.numberOfLeadingZeros(items.size());
        meter.step((long) items.size() * comparisons);
        List<List<JsonNode>> pairs = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            pairs.add(List.of(keys.get(i), items.get(i)));
        }
        pairs.sort((one, other) -> Values.compare(one.getFirst(), other.getFirst()));
        return pairs;
    }

    /// The smallest or largest item by its key: of equal ones the first, or the last.
    static JsonNode extreme(
            JsonNode items, JsonNode keys, BiFunction<JsonNode, JsonNode, Boolean> better) {
        int best = -1;
        for (int i = 0; i < items.size(); i++) {
            if (best < 0 || better.apply(keys.get(i), keys.get(best))) {
                best = i;
            }
        }
        return best < 0 ? Values.NULL : items.get(best);
    }
}
