package io.hydrant.delivery.jq.evaluation;

import com.fasterxml.jackson.databind.JsonNode;

import io.hydrant.delivery.jq.evaluation.JacksonJq.Thrown;

import net.thisptr.jackson.jq.Expression;
import net.thisptr.jackson.jq.Function;
import net.thisptr.jackson.jq.PathOutput;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.Version;
import net.thisptr.jackson.jq.exception.JsonQueryException;
import net.thisptr.jackson.jq.path.Path;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Functions that repeat: without recursion where each turn has one output.
final class Loops {
    private Loops() {}

    static Map<String, Function> functions() {
        Map<String, Function> functions = new HashMap<>();
        functions.put("range/1", Loops::range);
        functions.put("range/2", Loops::range);
        functions.put("range/3", Loops::range);
        functions.put(
                "_while/2", (scope, args, in, _, output, _) -> loop(true, scope, args, in, output));
        functions.put(
                "_until/2",
                (scope, args, in, _, output, _) -> loop(false, scope, args, in, output));
        functions.put("_substituted/1", Loops::substituted);
        return functions;
    }

    /// `while` gives each value as long as its condition holds, `until` the first where it does.
    private static void loop(
            boolean isWhile, Scope scope, List<Expression> args, JsonNode in, PathOutput output)
            throws JsonQueryException {
        JsonNode value = in;
        while (true) {
            JsonNode current = value;
            List<JsonNode> next = new ArrayList<>();
            args.getFirst()
                    .apply(
                            scope,
                            current,
                            condition -> {
                                Controls.meter().step(1);
                                boolean holds = Values.isTrue(condition);
                                if (holds) {
                                    Controls.emit(current, output);
                                }
                                if (holds == isWhile) {
                                    args.getLast().apply(scope, current, next::add);
                                }
                            });
            if (next.size() != 1) {
                for (JsonNode each : next) {
                    loop(isWhile, scope, args, each, output);
                }
                return;
            }
            value = next.getFirst();
        }
    }

    private static void range(
            Scope scope,
            List<Expression> args,
            JsonNode in,
            Path path,
            PathOutput output,
            Version version)
            throws JsonQueryException {
        range(scope, args, in, new ArrayList<>(), output);
    }

    private static void range(
            Scope scope, List<Expression> args, JsonNode in, List<Double> bounds, PathOutput output)
            throws JsonQueryException {
        if (bounds.size() == args.size()) {
            double from = bounds.size() == 1 ? 0 : bounds.getFirst();
            double to = bounds.size() == 1 ? bounds.getFirst() : bounds.get(1);
            double by = bounds.size() == 3 ? bounds.getLast() : 1;
            for (double at = from; by > 0 && at < to || by < 0 && at > to; at += by) {
                Controls.step(Values.number(at), null, output);
            }
            return;
        }
        args.get(bounds.size())
                .apply(
                        scope,
                        in,
                        bound -> {
                            if (!bound.isNumber()) {
                                throw new Thrown(Values.text("Range bounds must be numeric"));
                            }
                            List<Double> more = new ArrayList<>(bounds);
                            more.add(bound.doubleValue());
                            range(scope, args, in, more, output);
                        });
    }

    /// Texts and captures in turn: captures give way to what the argument makes of them.
    private static void substituted(
            Scope scope,
            List<Expression> args,
            JsonNode in,
            Path path,
            PathOutput output,
            Version version)
            throws JsonQueryException {
        Meter meter = Controls.meter();
        List<StringBuilder> texts = new ArrayList<>(List.of(new StringBuilder()));
        for (JsonNode piece : in) {
            List<JsonNode> made = new ArrayList<>();
            if (piece.isTextual()) {
                made.add(piece);
            } else {
                args.getFirst().apply(scope, piece, made::add);
            }
            texts = extended(texts, made, meter);
        }
        for (StringBuilder text : texts) {
            Controls.emit(Values.text(text.toString()), output);
        }
    }

    private static List<StringBuilder> extended(
            List<StringBuilder> texts, List<JsonNode> made, Meter meter) throws JsonQueryException {
        List<StringBuilder> extended = new ArrayList<>();
        for (JsonNode piece : made) {
            for (StringBuilder text : texts) {
                if (!piece.isTextual()) {
                    throw new Thrown(
                            Values.text(
                                    Values.shown(Values.text(text.toString()))
                                            + " and "
                                            + Values.shown(piece)
                                            + " cannot be added"));
                }
                boolean last = made.size() == 1;
                meter.text(piece.textValue().length() + (last ? 0L : text.length()));
                StringBuilder own = last ? text : new StringBuilder(text);
                extended.add(own.append(piece.textValue()));
            }
        }
        return extended;
    }
}
