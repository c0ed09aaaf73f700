package io.hydrant.formats.json.general;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Parses a record's documents, one after the other.
///
/// Strings, keys and numbers may be as long as the record is; numbers stay text and cost no more
/// than that. Nesting is limited to [#DEPTH_MAX]: what follows recurses. Keys are not shared
/// between records, so that hostile ones leave nothing behind.
///
/// Of a key that stands twice in an object the last value counts, as Jackson's trees have it.
final class JsonDocuments {
    /// Objects and arrays within each other.
    static final int DEPTH_MAX = 1_000;

    private static final JsonFactory FACTORY =
            new JsonFactoryBuilder()
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(DEPTH_MAX)
                                    .maxStringLength(Integer.MAX_VALUE)
                                    .maxNumberLength(Integer.MAX_VALUE)
                                    .maxNameLength(Integer.MAX_VALUE)
                                    .build())
                    .build();

    /// How keys are kept.
    enum Keys {
        /// Lower-cased before anything looks at them, at every depth.
        LOWER_CASED,
        AS_WRITTEN
    }

    private final Keys keys;

    JsonDocuments(Keys keys) {
        this.keys = keys;
    }

    /// Begins a record. The parser must be closed.
    static JsonParser open(byte[] bytes, int offset, int length) throws IOException {
        return FACTORY.createParser(bytes, offset, length);
    }

    /// The value whose first token the parser is at; the parser stops at its last.
    JsonValue read(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        return switch (token) {
            case START_OBJECT -> structure(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> new JsonValue.Text(parser.getText());
            case VALUE_NUMBER_INT -> new JsonValue.Number(parser.getText(), true);
            case VALUE_NUMBER_FLOAT -> new JsonValue.Number(parser.getText(), false);
            case VALUE_TRUE -> JsonValue.Bool.TRUE;
            case VALUE_FALSE -> JsonValue.Bool.FALSE;
            case VALUE_NULL -> JsonValue.Null.NULL;
            case NOT_AVAILABLE, END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT ->
                    throw new IllegalStateException("no value begins with " + token);
        };
    }

    private JsonValue array(JsonParser parser) throws IOException {
        List<JsonValue> elements = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            elements.add(read(parser));
        }
        return new JsonValue.Array(elements);
    }

    private JsonValue structure(JsonParser parser) throws IOException {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
            parser.nextToken();
            JsonValue value = read(parser);
            switch (keys) {
                case LOWER_CASED -> members.put(key.toLowerCase(Locale.ROOT), value);
                case AS_WRITTEN -> {
                    // Two spellings of a name may meet in one column: the later must come later.
                    members.remove(key);
                    members.put(key, value);
                }
            }
        }
        return new JsonValue.Structure(members);
    }
}
