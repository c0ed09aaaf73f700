package io.hydrant.wire.kpl;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/// Keys in the order of their first use, each once, as fields of the message.
final class KeyTable {
    private final int field;
    private final Map<String, Integer> indexes = new HashMap<>();
    private final MessageWriter fields = new MessageWriter();

    KeyTable(int field) {
        this.field = field;
    }

    /// The index the key has or would get.
    int indexOf(String key) {
        return indexes.getOrDefault(key, indexes.size());
    }

    /// The length of the table with this key in it.
    int bytesWith(String key) {
        if (indexes.containsKey(key)) {
            return bytes();
        }
        return bytes() + MessageWriter.fieldBytes(key.getBytes(StandardCharsets.UTF_8).length);
    }

    int bytes() {
        return fields.length();
    }

    void add(String key) {
        if (indexes.putIfAbsent(key, indexes.size()) == null) {
            fields.bytes(field, key.getBytes(StandardCharsets.UTF_8));
        }
    }

    byte[] toBytes() {
        return fields.toBytes();
    }
}
