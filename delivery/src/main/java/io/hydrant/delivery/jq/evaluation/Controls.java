package io.hydrant.delivery.jq.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.hydrant.delivery.jq.evaluation.JacksonJq.Thrown;

import net.thisptr.jackson.jq.Function;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import net.thisptr.jackson.jq.path.ArrayIndexPath;
import net.thisptr.jackson.jq.path.ArrayRangeIndexPath;
import net.thisptr.jackson.jq.path.ObjectFieldPath;
import net.thisptr.jackson.jq.path.Path;
import net.thisptr.jackson.jq.path.RootPath;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Functions that decide which outputs there are, or that know of paths.
final class Controls {
    private Controls() {}

    static Map<String, Function> functions() {
        Map<String, Function> functions = new HashMap<>();
        Map<String, Call.Control> controls = new HashMap<>();
        controls.put("_step/0", Controls::step);
        controls.put("empty/0", _ -> {});
        controls.put("error/0", call -> fail(call.in()));
        controls.put("error/1", call -> call.eachFirst(Controls::fail));
        controls.put("_collect/1", Controls::collect);
        controls.put("_object", call -> object(call, new JsonNode[call.args().size()], 0));
        controls.put("_label/0", call -> call.give(Values.number(meter().newLabel())));
        controls.put("_labelled/2", Controls::labelled);
        controls.put("_break/1", call -> call.eachFirst(Controls::breakOut));
        controls.put("first/1", call -> limited(1, 0, call));
        controls.put("limit/2", Controls::limit);
        controls.put("isempty/1", Controls::isEmpty);
        controls.put("path/1", Controls::path);
        controls.put("getpath/1", Controls::getPath);
        controls.put("_update/2", Controls::update);
        controls.forEach((name, control) -> functions.put(name, Call.of(control)));
        return functions;
    }

    /// Ends the outputs of one label's body.
    private static final class Broken extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final int label;

        Broken(int label) {
            super(null, null, false, false);
            this.label = label;
        }
    }

    static Meter meter() {
        return Meter.CURRENT.get();
    }

    private static void step(Call call) throws JsonQueryException {
        meter().step(1);
        call.output().emit(call.in(), call.path());
    }

    private static void fail(JsonNode error) throws JsonQueryException {
        throw new Thrown(error);
    }

    private static void collect(Call call) throws JsonQueryException {
        Meter meter = meter();
        ArrayNode items = Values.NODES.arrayNode();
        call.eachFirst(
                item -> {
                    meter.step(1);
                    items.add(item);
                });
        call.give(items);
    }

    /// Keys and values in turn; the last member varies fastest.
    private static void object(Call call, JsonNode[] values, int at) throws JsonQueryException {
        if (at < values.length) {
            call.each(
                    at,
                    value -> {
                        if (at % 2 == 0 && !value.isTextual()) {
                            fail(
                                    Values.text(
                                            "Object keys must be strings, not "
                                                    + Values.shown(value)));
                        }
                        values[at] = value;
                        object(call, values, at + 1);
                    });
            return;
        }
        meter().step(1 + values.length / 2);
        ObjectNode object = Values.NODES.objectNode();
        for (int i = 0; i < values.length; i += 2) {
            object.set(values[i].textValue(), values[i + 1]);
        }
        call.give(object);
    }

    private static void labelled(Call call) throws JsonQueryException {
        call.eachFirst(
                label -> {
                    try {
                        call.answerLast();
                    } catch (Broken e) {
                        if (e.label != label.intValue()) {
                            throw e;
                        }
                    }
                });
    }

    private static void breakOut(JsonNode label) {
        throw new Broken(label.intValue());
    }

    /// As jq 1.6 has it: below 0 there is no limit, and 0 lets one through.
    private static void limit(Call call) throws JsonQueryException {
        call.eachFirst(
                count -> {
                    double limit = count.isNumber() ? count.doubleValue() : 1;
                    if (limit < 0) {
                        call.answerLast();
                    } else {
                        limited(limit, 1, call);
                    }
                });
    }

    /// So many values of an argument, at least one.
    private static void limited(double limit, int argument, Call call) throws JsonQueryException {
        int label = meter().newLabel();
        double[] left = {limit};
        try {
            call.args()
                    .get(argument)
                    .apply(
                            call.scope(),
                            call.in(),
                            call.path(),
                            (value, valuePath) -> {
                                left[0]--;
                                meter().step(1);
                                call.output().emit(value, valuePath);
                                if (left[0] <= 0) {
                                    throw new Broken(label);
                                }
                            },
                            false);
        } catch (Broken e) {
            if (e.label != label) {
                throw e;
            }
        }
    }

    private static void isEmpty(Call call) throws JsonQueryException {
        boolean[] empty = {true};
        limited(1, 0, call.with(call.in(), call.path(), (_, _) -> empty[0] = false));
        call.give(Values.truth(empty[0]));
    }

    private static void path(Call call) throws JsonQueryException {
        call.args()
                .getFirst()
                .apply(
                        call.scope(),
                        call.in(),
                        RootPath.getInstance(),
                        (value, found) -> {
                            meter().step(1);
                            if (found == null) {
                                fail(
                                        Values.text(
                                                "Invalid path expression with result "
                                                        + Values.shown(value)));
                            }
                            ArrayNode keys = Values.NODES.arrayNode();
                            found.toJsonNode(keys);
                            call.give(keys);
                        },
                        true);
    }

    private static void getPath(Call call) throws JsonQueryException {
        call.eachFirst(
                keys -> {
                    meter().step(1 + keys.size());
                    JsonNode value;
                    try {
                        value = PathFunctions.get(call.in(), PathFunctions.path(keys));
                    } catch (ProgramError e) {
                        throw new Thrown(e.value());
                    }
                    call.output().emit(value, extended(call.path(), keys));
                });
    }

    private static Path extended(Path path, JsonNode keys) {
        Path extended = path;
        for (JsonNode key : keys) {
            if (key.isTextual()) {
                extended = ObjectFieldPath.chainIfNotNull(extended, key.textValue());
            } else if (key.isNumber()) {
                extended = ArrayIndexPath.chainIfNotNull(extended, key);
            } else {
                extended =
                        ArrayRangeIndexPath.chainIfNotNull(
                                extended, key.path("start"), key.path("end"));
            }
        }
        return extended;
    }

    /// Puts the first output of the update at a path, or deletes what is there if it has none.
    private static void update(Call call) throws JsonQueryException {
        Meter meter = meter();
        call.eachFirst(
                keys -> {
                    JsonNode changed;
                    try {
                        List<JsonNode> place = PathFunctions.path(keys);
                        JsonNode before = PathFunctions.get(call.in(), place);
                        List<JsonNode> first = new ArrayList<>();
                        limited(1, 1, call.with(before, null, (value, _) -> first.add(value)));
                        changed =
                                first.isEmpty()
                                        ? PathFunctions.delete(call.in(), place, meter)
                                        : PathFunctions.set(
                                                call.in(), place, first.getFirst(), meter);
                    } catch (ProgramError e) {
                        throw new Thrown(e.value());
                    }
                    call.give(changed);
                });
    }
}
