package io.hydrant.delivery.jq.evaluation;

import com.fasterxml.jackson.databind.JsonNode;

import io.hydrant.delivery.jq.evaluation.JacksonJq.Thrown;

import net.thisptr.jackson.jq.Function;
import net.thisptr.jackson.jq.exception.JsonQueryException;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Functions that repeat: without recursion where each turn has one output.
final class Loops {
    private Loops() {}

    static Map<String, Function> functions() {
        Map<String, Function> functions = new HashMap<>();
        Call.Control range = call -> range(call, List.of());
        functions.put("range/1", Call.of(range));
        functions.put("range/2", Call.of(range));
        functions.put("range/3", Call.of(range));
        functions.put("_while/2", Call.of(call -> loop(true, call.in(), call)));
        functions.put("_until/2", Call.of(call -> loop(false, call.in(), call)));
        functions.put("_substituted/1", Call.of(Loops::substituted));
        return functions;
    }

    /// `while` gives each value as long as its condition holds, `until` the first where it does.
    private static void loop(boolean isWhile, JsonNode from, Call call) throws JsonQueryException {
        JsonNode value = from;
        while (true) {
            JsonNode current = value;
            List<JsonNode> next = new ArrayList<>();
            call.args()
                    .getFirst()
                    .apply(
                            call.scope(),
                            current,
                            condition -> {
                                Controls.meter().step(1);
                                boolean holds = Values.isTrue(condition);
                                if (holds) {
                                    call.give(current);
                                }
                                if (holds == isWhile) {
                                    call.args().getLast().apply(call.scope(), current, next::add);
                                }
                            });
            if (next.size() != 1) {
                for (JsonNode each : next) {
                    loop(isWhile, each, call);
                }
                return;
            }
            value = next.getFirst();
        }
    }

    private static void range(Call call, List<Double> bounds) throws JsonQueryException {
        if (bounds.size() == call.args().size()) {
            double from = bounds.size() == 1 ? 0 : bounds.getFirst();
            double to = bounds.size() == 1 ? bounds.getFirst() : bounds.get(1);
            double by = bounds.size() == 3 ? bounds.getLast() : 1;
            for (double at = from; by > 0 && at < to || by < 0 && at > to; at += by) {
                Controls.meter().step(1);
                call.give(Values.number(at));
            }
            return;
        }
        call.each(
                bounds.size(),
                bound -> {
                    if (!bound.isNumber()) {
                        throw new Thrown(Values.text("Range bounds must be numeric"));
                    }
                    List<Double> more = new ArrayList<>(bounds);
                    more.add(bound.doubleValue());
                    range(call, more);
                });
    }

    /// Texts and captures in turn: captures give way to what the argument makes of them.
    private static void substituted(Call call) throws JsonQueryException {
        Meter meter = Controls.meter();
        List<StringBuilder> texts = new ArrayList<>(List.of(new StringBuilder()));
        for (JsonNode piece : call.in()) {
            List<JsonNode> made = new ArrayList<>();
            if (piece.isTextual()) {
                made.add(piece);
            } else {
                call.args().getFirst().apply(call.scope(), piece, made::add);
            }
            texts = extended(texts, made, meter);
        }
        for (StringBuilder text : texts) {
            call.give(Values.text(text.toString()));
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
