package io.hydrant.delivery.jq.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.hydrant.delivery.jq.evaluation.JacksonJq.Thrown;

import net.thisptr.jackson.jq.Expression;
import net.thisptr.jackson.jq.Function;
import net.thisptr.jackson.jq.PathOutput;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.Version;
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
        functions.put("_step/0", (_, _, in, path, output, _) -> step(in, path, output));
        functions.put("empty/0", (_, _, _, _, _, _) -> {});
        functions.put(
                "error/0",
                (_, _, in, _, _, _) -> {
                    throw new Thrown(in);
                });
        functions.put(
                "error/1",
                (scope, args, in, _, _, _) ->
                        args.getFirst()
                                .apply(
                                        scope,
                                        in,
                                        value -> {
                                            throw new Thrown(value);
                                        }));
        functions.put("_collect/1", Controls::collect);
        functions.put("_label/0", (_, _, _, _, output, _) -> label(output));
        functions.put("_labelled/2", Controls::labelled);
        functions.put("_break/1", Controls::breakOut);
        functions.put("first/1", Controls::first);
        functions.put("limit/2", Controls::limit);
        functions.put("isempty/1", Controls::isEmpty);
        functions.put("path/1", Controls::path);
        functions.put("getpath/1", Controls::getPath);
        functions.put("_update/2", Controls::update);
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

    static void step(JsonNode in, Path path, PathOutput output) throws JsonQueryException {
        meter().step(1);
        output.emit(in, path);
    }

    static void emit(JsonNode value, PathOutput output) throws JsonQueryException {
        output.emit(value, (Path) null);
    }

    private static void collect(
            Scope scope,
            List<Expression> args,
            JsonNode in,
            Path path,
            PathOutput output,
            Version version)
            throws JsonQueryException {
        Meter meter = meter();
        ArrayNode items = Values.NODES.arrayNode();
        args.getFirst()
                .apply(
                        scope,
                        in,
                        item -> {
                            meter.step(1);
                            items.add(item);
                        });
        emit(items, output);
    }

    /// Keys and values in turn; the last member varies fastest.
    static void object(
            Scope scope,
            List<Expression> args,
            JsonNode in,
            Path path,
            PathOutput output,
            Version version)
            throws JsonQueryException {
        object(scope, args, in, new JsonNode[args.size()], 0, output);
    }

    private static void object(
            Scope scope,
            List<Expression> args,
            JsonNode in,
            JsonNode[] values,
            int at,
            PathOutput output)
            throws JsonQueryException {
        if (at < values.length) {
            args.get(at)
                    .apply(
                            scope,
                            in,
                            value -> {
                                if (at % 2 == 0 && !value.isTextual()) {
                                    throw new Thrown(
                                            Values.text(
                                                    "Object keys must be strings, not "
                                                            + Values.shown(value)));
                                }
                                values[at] = value;
                                object(scope, args, in, values, at + 1, output);
                            });
            return;
        }
        meter().step(1 + values.length / 2);
        ObjectNode object = Values.NODES.objectNode();
        for (int i = 0; i < values.length; i += 2) {
            object.set(values[i].textValue(), values[i + 1]);
        }
        emit(object, output);
    }

    private static void label(PathOutput output) throws JsonQueryException {
        emit(Values.number(meter().newLabel()), output);
    }

    private static void labelled(
            Scope scope,
            List<Expression> args,
            JsonNode in,
            Path path,
            PathOutput output,
            Version version)
            throws JsonQueryException {
        args.getFirst()
                .apply(
                        scope,
                        in,
                        label -> {
                            try {
                                args.getLast().apply(scope, in, path, output, false);
                            } catch (Broken e) {
                                if (e.label != label.intValue()) {
                                    throw e;
                                }
                            }
                        });
    }

    private static void breakOut(
            Scope scope,
            List<Expression> args,
            JsonNode in,
            Path path,
            PathOutput output,
            Version version)
            throws JsonQueryException {
        args.getFirst()
                .apply(
                        scope,
                        in,
                        label -> {
                            throw new Broken(label.intValue());
                        });
    }

    private static void first(
            Scope scope,
            List<Expression> args,
            JsonNode in,
            Path path,
            PathOutput output,
            Version version)
            throws JsonQueryException {
        limited(1, scope, args.getFirst(), in, path, output);
    }

    /// As jq 1.6 has it: below 0 there is no limit, and 0 lets one through.
    private static void limit(
            Scope scope,
            List<Expression> args,
            JsonNode in,
            Path path,
            PathOutput output,
            Version version)
            throws JsonQueryException {
        args.getFirst()
                .apply(
                        scope,
                        in,
                        count -> {
                            double limit = count.isNumber() ? count.doubleValue() : 1;
                            if (limit < 0) {
                                args.getLast().apply(scope, in, path, output, false);
                            } else {
                                limited(limit, scope, args.getLast(), in, path, output);
                            }
                        });
    }

    private static void limited(
            double limit, Scope scope, Expression body, JsonNode in, Path path, PathOutput output)
            throws JsonQueryException {
        int label = meter().newLabel();
        double[] left = {limit};
        try {
            body.apply(
                    scope,
                    in,
                    path,
                    (value, valuePath) -> {
                        left[0]--;
                        meter().step(1);
                        output.emit(value, valuePath);
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

    private static void isEmpty(
            Scope scope,
            List<Expression> args,
            JsonNode in,
            Path path,
            PathOutput output,
            Version version)
            throws JsonQueryException {
        boolean[] empty = {true};
        limited(1, scope, args.getFirst(), in, path, (_, _) -> empty[0] = false);
        emit(Values.truth(empty[0]), output);
    }

    private static void path(
            Scope scope,
            List<Expression> args,
            JsonNode in,
            Path path,
            PathOutput output,
            Version version)
            throws JsonQueryException {
        args.getFirst()
                .apply(
                        scope,
                        in,
                        RootPath.getInstance(),
                        (value, found) -> {
                            meter().step(1);
                            if (found == null) {
                                throw new Thrown(
                                        Values.text(
                                                "Invalid path expression with result "
                                                        + Values.shown(value)));
                            }
                            ArrayNode keys = Values.NODES.arrayNode();
                            found.toJsonNode(keys);
                            emit(keys, output);
                        },
                        true);
    }

    private static void getPath(
            Scope scope,
            List<Expression> args,
            JsonNode in,
            Path path,
            PathOutput output,
            Version version)
            throws JsonQueryException {
        args.getFirst()
                .apply(
                        scope,
                        in,
                        keys -> {
                            meter().step(1 + keys.size());
                            JsonNode value;
                            try {
                                value = PathFunctions.get(in, PathFunctions.path(keys));
                            } catch (ProgramError e) {
                                throw new Thrown(e.value());
                            }
                            output.emit(value, extended(path, keys));
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
    private static void update(
            Scope scope,
            List<Expression> args,
            JsonNode in,
            Path path,
            PathOutput output,
            Version version)
            throws JsonQueryException {
        Meter meter = meter();
        args.getFirst()
                .apply(
                        scope,
                        in,
                        keys -> {
                            JsonNode changed;
                            try {
                                List<JsonNode> place = PathFunctions.path(keys);
                                JsonNode before = PathFunctions.get(in, place);
                                List<JsonNode> first = new ArrayList<>();
                                limited(
                                        1,
                                        scope,
                                        args.getLast(),
                                        before,
                                        null,
                                        (v, _) -> first.add(v));
                                changed =
                                        first.isEmpty()
                                                ? PathFunctions.delete(in, place, meter)
                                                : PathFunctions.set(
                                                        in, place, 0, first.getFirst(), meter);
                            } catch (ProgramError e) {
                                throw new Thrown(e.value());
                            }
                            emit(changed, output);
                        });
    }
}
