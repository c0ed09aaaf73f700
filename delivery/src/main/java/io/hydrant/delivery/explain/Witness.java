package io.hydrant.delivery.explain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.hydrant.delivery.explain.Stage.Invocation;
import io.hydrant.delivery.ledger.Refusals.Reason;
import io.hydrant.delivery.transform.TransformFunction;
import io.hydrant.functions.runtime.Payload;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Sees what a function is sent and what it answers. An event on which the function failed is not
/// sent again: it is said to fail each time. For one thread.
final class Witness implements TransformFunction {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern PLACEHOLDER =
            Pattern.compile("(\"recordId\"\\s*:\\s*\")record-(\\d{1,9})\"");

    private final TransformFunction function;
    private final List<Invocation> invocations = new ArrayList<>();
    private byte[] lastEvent = new byte[0];
    private Answer lastAnswer = new Answer.Returned(lastEvent);

    private Witness(TransformFunction function) {
        this.function = function;
    }

    static Witness of(TransformFunction function) {
        return new Witness(function);
    }

    /// Answers each event with the same answer, in which `record-N` stands for the id of a record.
    ///
    /// @param numbers of the records, in the order in which they are sent
    static Witness of(byte[] answer, List<Integer> numbers) {
        return new Witness(new GivenAnswer(answer, numbers));
    }

    List<Invocation> invocations() {
        return invocations;
    }

    @Override
    public Answer invoke(String functionArn, byte[] event) throws InterruptedException {
        if (lastAnswer instanceof Answer.Failed && Arrays.equals(event, lastEvent)) {
            return lastAnswer;
        }
        lastEvent = event;
        lastAnswer = function.invoke(functionArn, event);
        invocations.add(
                switch (lastAnswer) {
                    case Answer.Returned(Payload payload) ->
                            new Invocation(
                                    Excerpt.of(event),
                                    Optional.of(Excerpt.of(payload.toBytes())),
                                    Optional.empty());
                    case Answer.Failed(String code, String message) ->
                            new Invocation(
                                    Excerpt.of(event),
                                    Optional.empty(),
                                    Optional.of(new Reason(code, message)));
                });
        return lastAnswer;
    }

    private static final class GivenAnswer implements TransformFunction {
        private final byte[] answer;
        private final List<Integer> numbers;
        private int sent;

        GivenAnswer(byte[] answer, List<Integer> numbers) {
            this.answer = answer;
            this.numbers = numbers;
        }

        /// Bytes other than those of placeholders stay as they are, whatever they are.
        @Override
        public Answer invoke(String functionArn, byte[] event) {
            Map<Integer, String> ids = ids(event);
            String text = new String(answer, StandardCharsets.ISO_8859_1);
            String filled =
                    PLACEHOLDER
                            .matcher(text)
                            .replaceAll(found -> Matcher.quoteReplacement(replacement(found, ids)));
            return new Answer.Returned(filled.getBytes(StandardCharsets.ISO_8859_1));
        }

        private static String replacement(MatchResult found, Map<Integer, String> ids) {
            String id = ids.get(Integer.parseInt(found.group(2)));
            return id == null ? found.group() : found.group(1) + id + "\"";
        }

        private Map<Integer, String> ids(byte[] event) {
            Map<Integer, String> ids = new HashMap<>();
            try {
                for (JsonNode record : JSON.readTree(event).path("records")) {
                    ids.put(numbers.get(sent++), record.path("recordId").asText());
                }
            } catch (IOException e) {
                throw new UncheckedIOException("an event is no JSON", e);
            }
            return ids;
        }
    }
}
