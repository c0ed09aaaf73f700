package io.hydrant.cli.generate;

import io.hydrant.cli.producer.JsonBytes;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A template, compiled: pieces that write a record one after another. For one thread.
public final class Template {
    private final String name;
    private final List<Piece> pieces;
    private final Map<String, Span> fields;

    /// The pieces that write the value of a field.
    record Span(int from, int to) {}

    Template(String name, List<Piece> pieces, Map<String, Span> fields) {
        this.name = name;
        this.pieces = List.copyOf(pieces);
        this.fields = Map.copyOf(fields);
    }

    public String name() {
        return name;
    }

    /// Fields of the object itself, not of those within, that hold a text or a number.
    boolean hasField(String field) {
        return fields.containsKey(field);
    }

    /// Writes a record.
    ///
    /// @param keyField whose value is asked for
    /// @return that value as text, without quotes; empty when not asked for
    String write(Draw draw, JsonBytes out, Optional<String> keyField) {
        Span span = keyField.map(fields::get).orElse(new Span(-1, -1));
        int keyStart = 0;
        int keyEnd = 0;
        for (int piece = 0; piece < pieces.size(); piece++) {
            keyStart = piece == span.from() ? out.length() : keyStart;
            pieces.get(piece).write(draw, out);
            keyEnd = piece + 1 == span.to() ? out.length() : keyEnd;
        }
        String key = out.text(keyStart, keyEnd);
        return key.startsWith("\"") ? key.substring(1, key.length() - 1) : key;
    }
}
