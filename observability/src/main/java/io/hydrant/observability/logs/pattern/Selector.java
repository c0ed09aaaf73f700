package io.hydrant.observability.logs.pattern;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;

/// Which values of a document are meant: `$.name.list[0].*`.
record Selector(List<Part> parts) {
    Selector {
        parts = List.copyOf(parts);
    }

    /// One step into a document.
    sealed interface Part {
        /// A member of an object.
        record Member(String name) implements Part {}

        /// An element of an array, counted from 0.
        record Element(int index) implements Part {}

        /// Every member of an object or element of an array.
        record Every() implements Part {}
    }

    /// What is there of it: none, one, or several with `*`.
    List<JsonNode> select(JsonNode root) {
        List<JsonNode> found = List.of(root);
        for (Part part : parts) {
            List<JsonNode> next = new ArrayList<>();
            for (JsonNode node : found) {
                switch (part) {
                    case Part.Member member -> add(node.get(member.name()), next);
                    case Part.Element element -> add(node.get(element.index()), next);
                    case Part.Every _ -> node.forEach(next::add);
                }
            }
            found = next;
        }
        return found;
    }

    /// @param node null when a document has no such node
    private static void add(JsonNode node, List<JsonNode> found) {
        if (node != null) {
            found.add(node);
        }
    }
}
