package io.hydrant.delivery.jq.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Functions of arrays and objects, and of values of any type.
final class ItemFunctions {
    private ItemFunctions() {}

    static Map<String, Native> functions() {
        Map<String, Native> functions = new HashMap<>();
        functions.put("null/0", (_, _, _) -> Values.NULL);
        functions.put("true/0", (_, _, _) -> Values.truth(true));
        functions.put("false/0", (_, _, _) -> Values.truth(false));
        functions.put("length/0", (in, _, _) -> length(in));
        functions.put("type/0", (in, _, _) -> Values.text(Values.type(in)));
        functions.put("not/0", (in, _, _) -> Values.truth(!Values.isTrue(in)));
        functions.put("keys/0", (in, _, meter) -> keys(in, true, meter));
        functions.put("keys_unsorted/0", (in, _, meter) -> keys(in, false, meter));
        functions.put("has/1", (in, args, _) -> has(in, args.getFirst()));
        functions.put("contains/1", (in, args, meter) -> contains(in, args.getFirst(), meter));
        functions.put("add/0", (in, _, meter) -> add(in, meter));
        functions.put("reverse/0", (in, _, meter) -> reverse(in, meter));
        functions.put("flatten/0", (in, _, meter) -> flatten(in, Double.MAX_VALUE, meter));
        functions.put("flatten/1", (in, args, meter) -> flatten(in, depth(args), meter));
        functions.put("transpose/0", (in, _, meter) -> transpose(in, meter));
        functions.put("to_entries/0", (in, _, meter) -> toEntries(in, meter));
        functions.put("from_entries/0", (in, _, meter) -> fromEntries(in, meter));
        functions.put("_indices/1", (in, args, meter) -> indices(in, args.getFirst(), meter));
        functions.put("sort/0", (in, _, meter) -> sorted(in, in, meter));
        functions.put("_sorted/1", (in, args, meter) -> sorted(in, args.getFirst(), meter));
        functions.put("_grouped/1", (in, args, meter) -> grouped(in, args.getFirst(), meter));
        functions.put("min/0", (in, _, meter) -> least(in, in, meter));
        functions.put("max/0", (in, _, meter) -> most(in, in, meter));
        functions.put("_least/1", (in, args, meter) -> least(in, args.getFirst(), meter));
        functions.put("_most/1", (in, args, meter) -> most(in, args.getFirst(), meter));
        functions.put("bsearch/1", (in, args, meter) -> search(in, args.getFirst(), meter));
        return functions;
    }

    private static JsonNode length(JsonNode in) {
        return switch (in.getNodeType()) {
            case STRING -> Values.number(in.textValue().codePointCount(0, in.textValue().length()));
            case ARRAY, OBJECT -> Values.number(in.size());
            case NUMBER -> Values.number(Math.abs(in.doubleValue()));
            case BOOLEAN -> throw new ProgramError(Values.shown(in) + " has no length");
            case NULL, MISSING, BINARY, POJO -> Values.number(0);
        };
    }

    private static JsonNode keys(JsonNode in, boolean sorted, Meter meter) {
        meter.step(in.size());
        ArrayNode keys = Values.NODES.arrayNode();
        if (in.isArray()) {
            for (int i = 0; i < in.size(); i++) {
                keys.add(i);
            }
        } else if (in.isObject()) {
            if (sorted) {
                Values.keys(in).forEach(keys::add);
            } else {
                in.fieldNames().forEachRemaining(keys::add);
            }
        } else {
            throw new ProgramError(Values.shown(in) + " has no keys");
        }
        return keys;
    }

    private static JsonNode has(JsonNode in, JsonNode key) {
        if (in.isObject() && key.isTextual()) {
            return Values.truth(in.has(key.textValue()));
        }
        if (in.isArray() && key.isNumber()) {
            double index = key.doubleValue();
            return Values.truth(index >= 0 && (int) index < in.size());
        }
        throw new ProgramError(
                "Cannot check whether " + Values.type(in) + " has a " + Values.type(key) + " key");
    }

    private static JsonNode contains(JsonNode in, JsonNode part, Meter meter) {
        if (in.getNodeType() != part.getNodeType()) {
            throw new ProgramError(
                    Values.shown(in)
                            + " and "
                            + Values.shown(part)
                            + " cannot have their containment checked");
        }
        return Values.truth(holds(in, part, meter));
    }

    private static boolean holds(JsonNode in, JsonNode part, Meter meter) {
        meter.shallow(in);
        if (in.getNodeType() != part.getNodeType()) {
            return false;
        }
        if (in.isTextual()) {
            return in.textValue().contains(part.textValue());
        }
        if (in.isObject()) {
            for (Map.Entry<String, JsonNode> member : part.properties()) {
                JsonNode own = in.get(member.getKey());
                if (own == null || !holds(own, member.getValue(), meter)) {
                    return false;
                }
            }
            return true;
        }
        if (in.isArray()) {
            for (JsonNode item : part) {
                if (!anyHolds(in, item, meter)) {
                    return false;
                }
            }
            return true;
        }
        return Values.compare(in, part) == 0;
    }

    private static boolean anyHolds(JsonNode items, JsonNode part, Meter meter) {
        for (JsonNode item : items) {
            if (holds(item, part, meter)) {
                return true;
            }
        }
        return false;
    }

    private static JsonNode add(JsonNode in, Meter meter) {
        requireIterable(in);
        JsonNode sum = Values.NULL;
        boolean texts = in.size() > 2;
        for (JsonNode item : in) {
            texts &= item.isTextual();
        }
        if (texts) {
            StringBuilder text = new StringBuilder();
            for (JsonNode item : in) {
                meter.text(item.textValue().length());
                text.append(item.textValue());
            }
            return Values.text(text.toString());
        }
        for (JsonNode item : in) {
            sum = Arithmetic.plus(List.of(sum, item), meter);
        }
        return sum;
    }

    private static JsonNode reverse(JsonNode in, Meter meter) {
        double length = length(in).doubleValue();
        if (!in.isArray() && !in.isNull() && length > 0) {
            throw new ProgramError("Cannot index " + Values.type(in) + " with number");
        }
        meter.shallow(in);
        ArrayNode reversed = Values.NODES.arrayNode();
        for (int i = in.size() - 1; i >= 0; i--) {
            reversed.add(in.get(i));
        }
        return reversed;
    }

    private static double depth(List<JsonNode> arguments) {
        JsonNode depth = arguments.getFirst();
        if (depth.doubleValue() < 0) {
            throw new ProgramError("flatten depth must not be negative");
        }
        return depth.doubleValue();
    }

    private static JsonNode flatten(JsonNode in, double depth, Meter meter) {
        requireIterable(in);
        ArrayNode flat = Values.NODES.arrayNode();
        flatten(in, depth, flat, meter);
        return flat;
    }

    private static void flatten(JsonNode in, double depth, ArrayNode flat, Meter meter) {
        meter.step(1 + in.size());
        for (JsonNode item : in) {
            if (item.isArray() && depth != 0) {
                flatten(item, depth - 1, flat, meter);
            } else {
                flat.add(item);
            }
        }
    }

    private static JsonNode transpose(JsonNode in, Meter meter) {
        requireIterable(in);
        int width = 0;
        for (JsonNode row : in) {
            width = Math.max(width, row.size());
        }
        meter.step((long) width * in.size());
        ArrayNode columns = Values.NODES.arrayNode();
        for (int i = 0; i < width; i++) {
            ArrayNode column = columns.addArray();
            for (JsonNode row : in) {
                column.add(row.has(i) ? row.get(i) : Values.NULL);
            }
        }
        return columns;
    }

    private static JsonNode toEntries(JsonNode in, Meter meter) {
        meter.step(2L * in.size());
        ArrayNode entries = Values.NODES.arrayNode();
        for (JsonNode key : keys(in, false, meter)) {
            JsonNode value = key.isTextual() ? in.get(key.textValue()) : in.get(key.intValue());
            entries.addObject().set("key", key);
            ((ObjectNode) entries.get(entries.size() - 1)).set("value", value);
        }
        return entries;
    }

    private static JsonNode fromEntries(JsonNode in, Meter meter) {
        requireIterable(in);
        meter.step(2L * in.size());
        ObjectNode object = Values.NODES.objectNode();
        for (JsonNode entry : in) {
            JsonNode key = named(entry, List.of("key", "k", "name", "Name", "K", "Key"));
            JsonNode value = member(entry, List.of("value", "v", "Value", "V"));
            if (key.isTextual()) {
                object.set(key.textValue(), value);
            } else if (key.isNumber() || key.isBoolean()) {
                object.set(Values.json(key), value);
            } else {
                throw new ProgramError("Cannot use " + Values.shown(key) + " as object key");
            }
        }
        return object;
    }

    private static JsonNode named(JsonNode entry, List<String> names) {
        requireObject(entry);
        for (String name : names) {
            JsonNode value = entry.get(name);
            if (value != null && Values.isTrue(value)) {
                return value;
            }
        }
        return Values.NULL;
    }

    private static JsonNode member(JsonNode entry, List<String> names) {
        requireObject(entry);
        for (String name : names) {
            if (entry.has(name)) {
                return entry.get(name);
            }
        }
        return Values.NULL;
    }

    private static void requireObject(JsonNode entry) {
        if (!entry.isObject()) {
            throw new ProgramError("Cannot index " + Values.type(entry) + " with string \"key\"");
        }
    }

    private static JsonNode indices(JsonNode in, JsonNode part, Meter meter) {
        ArrayNode found = Values.NODES.arrayNode();
        if (in.isNull()) {
            return in;
        }
        if (in.isTextual() && part.isTextual()) {
            textIndices(in.textValue(), part.textValue(), found, meter);
        } else if (in.isArray() && part.isArray()) {
            for (int i = 0; part.size() > 0 && i + part.size() <= in.size(); i++) {
                boolean equal = true;
                for (int k = 0; k < part.size() && equal; k++) {
                    meter.deep(part.get(k));
                    equal = Values.compare(in.get(i + k), part.get(k)) == 0;
                }
                if (equal) {
                    found.add(i);
                }
            }
        } else if (in.isArray()) {
            for (int i = 0; i < in.size(); i++) {
                meter.deep(part);
                if (Values.compare(in.get(i), part) == 0) {
                    found.add(i);
                }
            }
        } else {
            throw new ProgramError(
                    "Cannot index " + Values.type(in) + " with " + Values.type(part));
        }
        return found.isEmpty() && part.size() == 0 && part.isArray() ? Values.NULL : found;
    }

    /// In bytes of UTF-8, as jq 1.6 counts here.
    private static void textIndices(String text, String part, ArrayNode found, Meter meter) {
        meter.text(text.length());
        if (part.isEmpty()) {
            return;
        }
        int bytes = 0;
        int counted = 0;
        for (int at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) {
            for (; counted < at; counted++) {
                char c = text.charAt(counted);
                if (c >= 0x80) {
                    bytes += Character.isSurrogate(c) || c < 0x800 ? 1 : 2;
                }
                bytes++;
            }
            found.add(bytes);
            meter.step(1);
        }
    }

    private static JsonNode sorted(JsonNode in, JsonNode keys, Meter meter) {
        requireSortable(in, "sorted");
        ArrayNode sorted = Values.NODES.arrayNode();
        Arithmetic.sorted(in, keys, meter).forEach(pair -> sorted.add(pair.getLast()));
        return sorted;
    }

    private static JsonNode grouped(JsonNode in, JsonNode keys, Meter meter) {
        requireSortable(in, "grouped");
        ArrayNode groups = Values.NODES.arrayNode();
        List<JsonNode> last = new ArrayList<>();
        for (List<JsonNode> pair : Arithmetic.sorted(in, keys, meter)) {
            if (last.isEmpty() || Values.compare(last.getFirst(), pair.getFirst()) != 0) {
                groups.addArray();
                last = pair;
            }
            ((ArrayNode) groups.get(groups.size() - 1)).add(pair.getLast());
        }
        return groups;
    }

    private static void requireSortable(JsonNode in, String what) {
        if (!in.isArray()) {
            throw new ProgramError(
                    Values.shown(in) + " cannot be " + what + ", as it is not an array");
        }
    }

    private static JsonNode least(JsonNode in, JsonNode keys, Meter meter) {
        requireSortable(in, "searched");
        meter.deep(keys);
        return Arithmetic.extreme(in, keys, (key, best) -> Values.compare(key, best) < 0);
    }

    private static JsonNode most(JsonNode in, JsonNode keys, Meter meter) {
        requireSortable(in, "searched");
        meter.deep(keys);
        return Arithmetic.extreme(in, keys, (key, best) -> Values.compare(key, best) >= 0);
    }

    private static JsonNode search(JsonNode in, JsonNode target, Meter meter) {
        requireSortable(in, "searched");
        int low = 0;
        int high = in.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            meter.deep(target);
            int order = Values.compare(in.get(middle), target);
            if (order == 0) {
                return Values.number(middle);
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return Values.number(-1 - low);
    }

    private static void requireIterable(JsonNode in) {
        if (!in.isContainerNode()) {
            throw new ProgramError("Cannot iterate over " + Values.shown(in));
        }
    }
}
