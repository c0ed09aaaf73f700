package io.hydrant.delivery.jq.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Reading, setting and deleting by paths, which are arrays of keys, indexes and slices.
final class PathFunctions {
    private PathFunctions() {}

    static Map<String, Native> functions() {
        Map<String, Native> functions = new HashMap<>();
        functions.put(
                "setpath/2",
                (in, args, meter) -> set(in, path(args.getFirst()), args.getLast(), meter));
        functions.put("delpaths/1", (in, args, meter) -> delete(in, args.getFirst(), meter));
        return functions;
    }

    static List<JsonNode> path(JsonNode path) {
        if (!path.isArray()) {
            throw new ProgramError("Path must be specified as an array");
        }
        List<JsonNode> keys = new ArrayList<>(path.size());
        path.forEach(keys::add);
        return keys;
    }

    static JsonNode get(JsonNode in, List<JsonNode> path) {
        JsonNode value = in;
        for (JsonNode key : path) {
            if (value.isNull()) {
                return Values.NULL;
            }
            value = member(value, key);
        }
        return value;
    }

    private static JsonNode member(JsonNode in, JsonNode key) {
        JsonNode found;
        if (in.isNull() && (key.isTextual() || key.isNumber() || key.isObject())) {
            return Values.NULL;
        } else if (in.isObject() && key.isTextual()) {
            found = in.get(key.textValue());
        } else if (in.isArray() && key.isNumber()) {
            double index = Math.floor(key.doubleValue());
            found = in.get((int) (index < 0 ? index + in.size() : index));
        } else if (in.isArray() && key.isObject()) {
            Span span = Span.of(in, key);
            ArrayNode slice = Values.NODES.arrayNode();
            for (int i = span.from; i < span.to; i++) {
                slice.add(in.get(i));
            }
            found = slice;
        } else {
            throw refused(in, key);
        }
        return found == null ? Values.NULL : found;
    }

    private static ProgramError refused(JsonNode in, JsonNode key) {
        String shown = key.isTextual() ? "string \"" + key.textValue() + '"' : Values.type(key);
        return new ProgramError("Cannot index " + Values.type(in) + " with " + shown);
    }

    static JsonNode set(JsonNode in, List<JsonNode> path, JsonNode value, Meter meter) {
        if (path.isEmpty()) {
            return value;
        }
        JsonNode key = path.getFirst();
        JsonNode inner = set(member(in, key), path.subList(1, path.size()), value, meter);
        meter.shallow(in);
        if (key.isTextual()) {
            ObjectNode object = Values.NODES.objectNode();
            if (in.isObject()) {
                object.setAll((ObjectNode) in);
            }
            return object.set(key.textValue(), inner);
        }
        ArrayNode array = Values.NODES.arrayNode();
        if (key.isObject()) {
            return setSlice(in, Span.of(in, key), inner);
        }
        if (in.isArray()) {
            array.addAll((ArrayNode) in);
        }
        double index = Math.floor(key.doubleValue());
        index = index < 0 ? index + array.size() : index;
        if (!(index >= 0)) {
            throw new ProgramError("Out of bounds negative array index");
        }
        meter.step((long) Math.max(0, index - array.size()));
        while (array.size() <= index) {
            array.addNull();
        }
        array.set((int) index, inner);
        return array;
    }

    private static JsonNode setSlice(JsonNode in, Span span, JsonNode items) {
        if (!items.isArray()) {
            throw new ProgramError("A slice of an array can only be assigned another array");
        }
        ArrayNode array = Values.NODES.arrayNode();
        for (int i = 0; i < span.from; i++) {
            array.add(in.get(i));
        }
        array.addAll((ArrayNode) items);
        for (int i = span.to; i < in.size(); i++) {
            array.add(in.get(i));
        }
        return array;
    }

    private static JsonNode delete(JsonNode in, JsonNode paths, Meter meter) {
        if (!paths.isArray()) {
            throw new ProgramError("Paths must be specified as an array");
        }
        List<JsonNode> ordered = new ArrayList<>();
        Arithmetic.sorted(paths, paths, meter).forEach(pair -> ordered.add(pair.getLast()));
        JsonNode rest = in;
        for (JsonNode path : ordered.reversed()) {
            rest = delete(rest, path(path), 0, meter);
        }
        return rest;
    }

    static JsonNode delete(JsonNode in, List<JsonNode> path, Meter meter) {
        return delete(in, path, 0, meter);
    }

    private static JsonNode delete(JsonNode in, List<JsonNode> path, int from, Meter meter) {
        if (from == path.size()) {
            return Values.NULL;
        }
        if (in.isNull()) {
            return in;
        }
        JsonNode key = path.get(from);
        JsonNode inner = member(in, key);
        if (from < path.size() - 1) {
            if (inner.isNull()) {
                return in;
            }
            List<JsonNode> here = List.of(key);
            return set(in, here, delete(inner, path, from + 1, meter), meter);
        }
        meter.shallow(in);
        if (in.isObject()) {
            ObjectNode object = Values.NODES.objectNode();
            object.setAll((ObjectNode) in);
            object.remove(key.textValue());
            return object;
        }
        if (key.isObject()) {
            return setSlice(in, Span.of(in, key), Values.NODES.arrayNode());
        }
        double index = Math.floor(key.doubleValue());
        index = index < 0 ? index + in.size() : index;
        ArrayNode array = Values.NODES.arrayNode().addAll((ArrayNode) in);
        if (index >= 0 && index < array.size()) {
            array.remove((int) index);
        }
        return array;
    }

    /// The indexes that a slice covers.
    private record Span(int from, int to) {
        static Span of(JsonNode in, JsonNode slice) {
            int from = bound(slice.path("start"), 0, in.size(), false);
            int to = bound(slice.path("end"), in.size(), in.size(), true);
            return new Span(from, Math.max(from, to));
        }

        private static int bound(JsonNode bound, int otherwise, int size, boolean up) {
            if (bound.isNull() || bound.isMissingNode()) {
                return otherwise;
            }
            if (!bound.isNumber()) {
                throw new ProgramError("Start and end indices of an array slice must be numbers");
            }
            double value = bound.doubleValue();
            value = value < 0 ? value + size : value;
            value = up ? Math.ceil(value) : Math.floor(value);
            return (int) Math.clamp(value, 0, size);
        }
    }
}
