package io.hydrant.delivery.jq.evaluation;

import com.fasterxml.jackson.databind.JsonNode;

import io.hydrant.delivery.jq.syntax.InvalidQuery;
import io.hydrant.delivery.jq.syntax.Term;
import io.hydrant.delivery.jq.value.JsonCursor;
import io.hydrant.delivery.jq.value.MalformedJson;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/// A query evaluated over trees. Immutable and thread-safe.
public final class GeneralQuery {
    private static final int SHOWN_MAX = 400;

    private final JacksonJq program;

    private GeneralQuery(JacksonJq program) {
        this.program = program;
    }

    /// @param clock what `now` reads
    /// @throws InvalidQuery if a name means nothing or is refused
    public static GeneralQuery compile(Term term, InstantSource clock) {
        return new GeneralQuery(JacksonJq.compile(term, Library.natives(clock)));
    }

    /// What a query made of a record.
    public sealed interface Outcome {
        record Members(Map<String, String> values) implements Outcome {}

        record Failed(String message) implements Outcome {}
    }

    /// Never throws but for errors of the machine: what a record or a program does wrong is an
    /// outcome.
    public Outcome evaluate(byte[] bytes, int from, int to) {
        try {
            JsonCursor cursor = new JsonCursor(bytes, from, to);
            if (cursor.peek() < 0) {
                return new Outcome.Failed("The record holds no JSON document");
            }
            JsonNode record = new Trees(cursor).value(0);
            if (cursor.peek() >= 0) {
                cursor.skipValue(0);
                return new Outcome.Failed("The record holds more than one JSON document");
            }
            return rendered(result(record));
        } catch (MalformedJson e) {
            return new Outcome.Failed("The record is not valid JSON: " + e.getMessage());
        } catch (ProgramError e) {
            return new Outcome.Failed("jq error: " + shown(e.value()));
        } catch (QueryStopped e) {
            return new Outcome.Failed(e.getMessage());
        } catch (StackOverflowError _) {
            return new Outcome.Failed("The query was stopped: it recursed too deeply");
        } catch (OutOfMemoryError _) {
            return new Outcome.Failed("The query was stopped: it took too much memory");
        } catch (RuntimeException e) {
            // what the evaluator did not foresee concerns this record, not the stream
            return new Outcome.Failed("jq error: the query failed with " + e);
        }
    }

    /// The outputs of the program as JSON lines, and its error if it ends with one: for tests and
    /// for explaining.
    public String outputs(String json) {
        StringBuilder lines = new StringBuilder();
        try {
            program.run(Trees.parse(json), value -> lines.append(Values.json(value)).append('\n'));
        } catch (ProgramError e) {
            lines.append("error: ").append(shown(e.value())).append('\n');
        } catch (QueryStopped e) {
            lines.append("stopped: ").append(e.getMessage()).append('\n');
        } catch (StackOverflowError _) {
            lines.append("stopped: recursion\n");
        }
        return lines.toString();
    }

    private static String shown(JsonNode error) {
        String text =
                error.isTextual() ? error.textValue() : Values.shown(error) + " (not a string)";
        return text.length() <= SHOWN_MAX ? text : text.substring(0, SHOWN_MAX) + "...";
    }

    private JsonNode result(JsonNode record) {
        JsonNode[] result = new JsonNode[1];
        program.run(
                record,
                value -> {
                    if (result[0] != null) {
                        throw new QueryStopped("The query gave more than one result");
                    }
                    result[0] = value;
                });
        if (result[0] == null) {
            throw new QueryStopped("The query gave no result");
        }
        return result[0];
    }

    private static Outcome rendered(JsonNode result) {
        if (!result.isObject()) {
            return new Outcome.Failed(
                    "The result of the query must be an object but was " + Values.shown(result));
        }
        Map<String, String> values = new LinkedHashMap<>();
        Meter meter = new Meter();
        for (Map.Entry<String, JsonNode> member : result.properties()) {
            meter.deep(member.getValue());
            String value = member.getValue().isNull() ? "" : Values.plain(member.getValue());
            if (value.isEmpty()) {
                return new Outcome.Failed("partitionKeys values must not be null or empty");
            }
            values.put(member.getKey(), value);
        }
        return new Outcome.Members(values);
    }
}
