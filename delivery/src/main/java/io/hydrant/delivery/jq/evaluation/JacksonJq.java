package io.hydrant.delivery.jq.evaluation;

import com.fasterxml.jackson.databind.JsonNode;

import io.hydrant.delivery.jq.syntax.InvalidQuery;
import io.hydrant.delivery.jq.syntax.Term;

import net.thisptr.jackson.jq.Function;
import net.thisptr.jackson.jq.JsonQuery;
import net.thisptr.jackson.jq.Scope;
import net.thisptr.jackson.jq.Versions;
import net.thisptr.jackson.jq.exception.JsonQueryException;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/// Runs rewritten programs on jackson-jq.
///
/// Its scope holds our functions only, none of jackson-jq's own. Thread-safe: the scope is only
/// read once it is made, and what an evaluation changes lies in scopes of its own.
final class JacksonJq {
    private final JsonQuery query;
    private final Scope scope;

    private JacksonJq(JsonQuery query, Scope scope) {
        this.query = query;
        this.scope = scope;
    }

    /// @throws InvalidQuery if a name means nothing
    static JacksonJq compile(Term program, Map<String, Native> natives) {
        Map<String, Function> controls = new HashMap<>(Controls.functions());
        controls.putAll(Loops.functions());
        Set<String> names = new HashSet<>(natives.keySet());
        names.addAll(controls.keySet());
        Rewriter rewriter = new Rewriter(names);
        String rewritten = rewriter.program(program);
        Scope scope = Scope.newEmptyScope();
        natives.forEach((name, function) -> scope.addFunction(name, adapted(function)));
        controls.forEach(scope::addFunction);
        rewriter.constants().forEach(scope::setValue);
        try {
            return new JacksonJq(JsonQuery.compile(rewritten, Versions.JQ_1_6), scope);
        } catch (JsonQueryException e) {
            throw new InvalidQuery("The query cannot be compiled: " + e.getMessage());
        }
    }

    /// Hands each output of the program over.
    ///
    /// @throws ProgramError if the program fails
    /// @throws QueryStopped if it goes too far
    void run(JsonNode input, Consumer<JsonNode> outputs) {
        try {
            ScopedValue.where(Meter.CURRENT, new Meter())
                    .call(
                            () -> {
                                query.apply(scope, input, outputs::accept);
                                return input;
                            });
        } catch (JsonQueryException e) {
            throw new ProgramError(e.getMessageAsJsonNode());
        }
    }

    private static Function adapted(Native function) {
        return Call.of(call -> apply(function, call, new JsonNode[call.args().size()], 0));
    }

    /// Once for each combination of the values of the arguments; the last one varies slowest.
    ///
    /// @param values those of the last arguments are there
    /// @param known how many of them
    private static void apply(Native function, Call call, JsonNode[] values, int known)
            throws JsonQueryException {
        if (known == values.length) {
            call.give(value(function, call.in(), values));
            return;
        }
        int at = values.length - 1 - known;
        call.each(
                at,
                value -> {
                    values[at] = value;
                    apply(function, call, values, known + 1);
                });
    }

    private static JsonNode value(Native function, JsonNode in, JsonNode[] values)
            throws JsonQueryException {
        Meter meter = Meter.CURRENT.get();
        meter.step(1);
        try {
            return function.apply(in, Arrays.asList(values), meter);
        } catch (ProgramError e) {
            throw new Thrown(e.value());
        }
    }

    /// An error on its way through jackson-jq.
    static final class Thrown extends JsonQueryException {
        private static final long serialVersionUID = 1;

        private final transient JsonNode value;

        Thrown(JsonNode value) {
            super(value.isTextual() ? value.textValue() : "");
            this.value = value;
        }

        @Override
        public JsonNode getMessageAsJsonNode() {
            return value;
        }

        @Override
        public synchronized Throwable fillInStackTrace() {
            return this;
        }
    }
}
