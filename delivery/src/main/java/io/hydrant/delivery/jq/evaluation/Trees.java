package io.hydrant.delivery.jq.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.hydrant.delivery.jq.value.JsonCursor;

import java.nio.charset.StandardCharsets;

/// Reads JSON into trees; of members with equal names the last one stays.
final class Trees {
    private final JsonCursor cursor;

    Trees(JsonCursor cursor) {
        this.cursor = cursor;
    }

    /// What `fromjson` makes of a string.
    static JsonNode parse(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        JsonCursor cursor = new JsonCursor(bytes, 0, bytes.length);
        if (cursor.peek() < 0) {
            throw new ProgramError("Expected JSON value (while parsing '" + text + "')");
        }
        JsonNode value = new Trees(cursor).value(0);
        if (cursor.peek() >= 0) {
            throw new ProgramError("Unexpected extra JSON values (while parsing '" + text + "')");
        }
        return value;
    }

    JsonNode value(int depth) {
        return switch (cursor.peek()) {
            case '"' -> Values.text(cursor.string());
            case '{' -> object(depth);
            case '[' -> array(depth);
            case 't' -> {
                cursor.word("true");
                yield Values.truth(true);
            }
            case 'f' -> {
                cursor.word("false");
                yield Values.truth(false);
            }
            case 'n' -> {
                cursor.word("null");
                yield Values.NULL;
            }
            default -> Values.number(cursor.number());
        };
    }

    private JsonNode object(int depth) {
        ObjectNode object = Values.NODES.objectNode();
        cursor.enter(depth);
        if (cursor.takes('}')) {
            return object;
        }
        do {
            if (cursor.peek() != '"') {
                throw cursor.unexpected();
            }
            String name = cursor.string();
            cursor.expect(':');
            object.set(name, value(depth + 1));
        } while (cursor.takes(','));
        cursor.expect('}');
        return object;
    }

    private JsonNode array(int depth) {
        ArrayNode array = Values.NODES.arrayNode();
        cursor.enter(depth);
        if (cursor.takes(']')) {
            return array;
        }
        do {
            array.add(value(depth + 1));
        } while (cursor.takes(','));
        cursor.expect(']');
        return array;
    }
}
