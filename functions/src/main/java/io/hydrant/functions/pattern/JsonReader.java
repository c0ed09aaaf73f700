package io.hydrant.functions.pattern;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;

import io.hydrant.functions.pattern.JsonValue.Fields;
import io.hydrant.functions.pattern.JsonValue.Items;
import io.hydrant.functions.pattern.JsonValue.Numeral;
import io.hydrant.functions.pattern.JsonValue.Text;
import io.hydrant.functions.pattern.JsonValue.Word;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads JSON as RFC 8259 has it, in UTF-8. Deeper than [#DEPTH_MAX] counts as no JSON.
final class JsonReader {
    /// Keeps reading and matching within the stack of any thread.
    static final int DEPTH_MAX = 1_000;

    private static final JsonFactory RECORDS = factory(DEPTH_MAX, false);
    private static final JsonFactory PATTERNS = factory(100, true);

    private JsonReader() {}

    /// Names of fields are not kept for other records: whoever puts records chooses them.
    private static JsonFactory factory(int depthMax, boolean strict) {
        StreamReadConstraints bounds =
                StreamReadConstraints.builder()
                        .maxNestingDepth(depthMax)
                        .maxNumberLength(Integer.MAX_VALUE)
                        .maxNameLength(Integer.MAX_VALUE)
                        .maxStringLength(Integer.MAX_VALUE)
                        .build();
        return JsonFactory.builder()
                .streamReadConstraints(bounds)
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                .configure(StreamReadFeature.STRICT_DUPLICATE_DETECTION, strict)
                .build();
    }

    /// What a record holds, as far as patterns name it; of fields with the same name the last one.
    ///
    /// @param named fields of other names are left out
    /// @return empty when the bytes are not one value of JSON
    static Optional<JsonValue> record(ByteBuffer data, Set<String> named) {
        try {
            CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(data.duplicate());
            int length = text.remaining();
            char[] chars = text.array();
            try (JsonParser parser =
                    RECORDS.createParser(chars, text.arrayOffset() + text.position(), length)) {
                return Optional.of(whole(parser, Optional.of(named)));
            }
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /// @throws IOException when it is not one value of JSON, or has two fields of the same name
    static JsonValue pattern(String text) throws IOException {
        try (JsonParser parser = PATTERNS.createParser(text)) {
            return whole(parser, Optional.empty());
        }
    }

    private static JsonValue whole(JsonParser parser, Optional<Set<String>> named)
            throws IOException {
        if (parser.nextToken() == null) {
            throw new IOException("nothing there");
        }
        JsonValue value = value(parser, named);
        if (parser.nextToken() != null) {
            throw new IOException("more than one value");
        }
        return value;
    }

    private static JsonValue value(JsonParser parser, Optional<Set<String>> named)
            throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> fields(parser, named);
            case START_ARRAY -> items(parser, named);
            case VALUE_STRING -> new Text(parser.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Numeral(parser.getText());
            case VALUE_TRUE, VALUE_FALSE, VALUE_NULL -> new Word(parser.getText());
            default -> throw new IOException("unexpected " + parser.currentToken());
        };
    }

    private static JsonValue fields(JsonParser parser, Optional<Set<String>> named)
            throws IOException {
        Map<String, JsonValue> fields = named.isEmpty() ? new LinkedHashMap<>() : new HashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            if (named.isPresent() && !named.get().contains(name)) {
                parser.skipChildren();
            } else {
                fields.put(name, value(parser, named));
            }
        }
        return new Fields(fields);
    }

    private static JsonValue items(JsonParser parser, Optional<Set<String>> named)
            throws IOException {
        List<JsonValue> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(value(parser, named));
        }
        return new Items(items);
    }
}
