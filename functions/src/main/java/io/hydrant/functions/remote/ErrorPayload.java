package io.hydrant.functions.remote;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/// Tells a description of a failure from an answer, where nothing but the payload says which it is.
///
/// ```
/// {"errorType": TEXT, "errorMessage": TEXT or null, and of the rest none but what runtimes add:
///  requestId, stackTrace, trace, cause, causes, code}
/// ```
///
/// Source: error payloads of the runtimes; the Runtime Interface Emulator answers 200 with them.
final class ErrorPayload {
    private static final Set<String> FURTHER =
            Set.of("requestId", "stackTrace", "trace", "cause", "causes", "code");

    private static final JsonFactory JSON =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxStringLength(Integer.MAX_VALUE)
                                    .maxNumberLength(Integer.MAX_VALUE)
                                    .build())
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .build();

    private ErrorPayload() {}

    /// The type of the failure that a payload describes; empty for every other payload.
    static Optional<String> typeOf(byte[] payload) {
        if (payload.length == 0) {
            return Optional.empty();
        }
        try (JsonParser parser = JSON.createParser(payload)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            return described(parser);
        } catch (IOException _) {
            // no JSON: an answer like any other
            return Optional.empty();
        }
    }

    /// Whatever type a payload names that is known to describe a failure.
    static String typeOf(byte[] payload, String otherwise) {
        return typeOf(payload).orElse(otherwise);
    }

    private static Optional<String> described(JsonParser parser) throws IOException {
        Optional<String> type = Optional.empty();
        boolean message = false;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (name.equals("errorType") && value == JsonToken.VALUE_STRING) {
                type = Optional.of(parser.getText());
            } else if (name.equals("errorMessage")
                    && (value == JsonToken.VALUE_STRING || value == JsonToken.VALUE_NULL)) {
                message = true;
            } else if (FURTHER.contains(name)) {
                parser.skipChildren();
            } else {
                return Optional.empty();
            }
        }
        boolean whole = parser.currentToken() == JsonToken.END_OBJECT && parser.nextToken() == null;
        return whole && message ? type : Optional.empty();
    }
}
