package io.hydrant.delivery.jq.evaluation;

import com.fasterxml.jackson.databind.JsonNode;

import io.hydrant.delivery.jq.value.JsonCursor;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// One pass over a record that remembers where the values lie that a query names.
final class RecordScan {
    private static final int PLAIN_DIGITS_MAX = 15;

    private final byte[] bytes;
    private final JsonCursor cursor;
    private final int[] starts;
    private final int[] ends;
    private final boolean[] escaped;
    private final Meter meter = new Meter();

    RecordScan(byte[] bytes, int from, int to, int slotCount) {
        this.bytes = bytes;
        this.cursor = new JsonCursor(bytes, from, to);
        this.starts = new int[slotCount];
        this.ends = new int[slotCount];
        this.escaped = new boolean[slotCount];
        Arrays.fill(starts, PathTree.NONE);
    }

    Meter meter() {
        return meter;
    }

    /// @throws Doubt if the record is not one object, or not as the paths expect it
    void scan(PathTree paths) {
        if (cursor.peek() != '{') {
            throw Doubt.DOUBT;
        }
        object(paths, 0);
        if (cursor.peek() >= 0) {
            throw Doubt.DOUBT;
        }
    }

    private void object(PathTree place, int depth) {
        cursor.enter(depth);
        if (cursor.takes('}')) {
            return;
        }
        do {
            if (cursor.peek() != '"') {
                throw Doubt.DOUBT;
            }
            int start = cursor.position() + 1;
            boolean nameEscaped = cursor.skipString();
            int end = cursor.position() - 1;
            PathTree member = nameEscaped ? find(place, start, end) : place.find(bytes, start, end);
            cursor.expect(':');
            value(member, depth + 1);
        } while (cursor.takes(','));
        cursor.expect('}');
    }

    private PathTree find(PathTree place, int start, int end) {
        byte[] name = cursor.text(start, end, true).getBytes(StandardCharsets.UTF_8);
        return place.find(name, 0, name.length);
    }

    private void array(PathTree place, int depth) {
        cursor.enter(depth);
        if (cursor.takes(']')) {
            return;
        }
        int index = 0;
        do {
            value(place.find(index++), depth + 1);
        } while (cursor.takes(','));
        cursor.expect(']');
    }

    private void value(PathTree place, int depth) {
        if (place == PathTree.NOTHING) {
            cursor.skipValue(depth);
            return;
        }
        place.forget(starts);
        int first = cursor.peek();
        int start = cursor.position();
        boolean valueEscaped = false;
        if (first == '"' && !place.hasMembers() && !place.hasItems()) {
            valueEscaped = cursor.skipString();
        } else if (first == '{' && place.hasMembers() && !place.hasItems()) {
            object(place, depth);
        } else if (first == '[' && place.hasItems() && !place.hasMembers()) {
            array(place, depth);
        } else if (first == 'n' || !place.hasMembers() && !place.hasItems()) {
            cursor.skipValue(depth);
        } else {
            throw Doubt.DOUBT;
        }
        if (place.slot() != PathTree.NONE) {
            starts[place.slot()] = start;
            ends[place.slot()] = cursor.position();
            escaped[place.slot()] = valueEscaped;
        }
    }

    /// The value of a path, null if it is missing.
    ///
    /// @throws Doubt if it is an array or an object
    JsonNode value(int slot) {
        int start = starts[slot];
        if (start == PathTree.NONE) {
            return Values.NULL;
        }
        return switch (bytes[start]) {
            case '"' -> Values.text(cursor.text(start + 1, ends[slot] - 1, escaped[slot]));
            case 't' -> Values.truth(true);
            case 'f' -> Values.truth(false);
            case 'n' -> Values.NULL;
            case '{', '[' -> throw Doubt.DOUBT;
            default -> Values.number(cursor.number(start, ends[slot]));
        };
    }

    /// The value of a path as a key.
    ///
    /// @throws Doubt if it is missing, null, an array or an object
    String key(int slot) {
        int start = starts[slot];
        if (start == PathTree.NONE) {
            throw Doubt.DOUBT;
        }
        byte first = bytes[start];
        if (first == '"') {
            return cursor.text(start + 1, ends[slot] - 1, escaped[slot]);
        }
        if (first >= '1' && first <= '9' && ends[slot] - start <= PLAIN_DIGITS_MAX) {
            int at = start;
            while (at < ends[slot] && bytes[at] >= '0' && bytes[at] <= '9') {
                at++;
            }
            if (at == ends[slot]) {
                return new String(bytes, start, at - start, StandardCharsets.ISO_8859_1);
            }
        }
        return key(value(slot));
    }

    /// A value as a key.
    ///
    /// @throws Doubt if it is null, an array or an object
    static String key(JsonNode value) {
        if (value.isNull() || value.isContainerNode()) {
            throw Doubt.DOUBT;
        }
        return Values.plain(value);
    }
}
