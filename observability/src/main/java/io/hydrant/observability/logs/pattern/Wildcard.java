package io.hydrant.observability.logs.pattern;

import java.util.Arrays;
import java.util.List;

/// A text in which `*` stands for any characters, also none.
///
/// @param pieces between the stars, in their order
record Wildcard(List<String> pieces) {
    Wildcard {
        pieces = List.copyOf(pieces);
    }

    static Wildcard of(String text) {
        return new Wildcard(Arrays.asList(text.split("\\*", -1)));
    }

    /// Takes the first place of every piece, so that it needs no second try.
    boolean matches(String value) {
        String first = pieces.getFirst();
        if (pieces.size() == 1) {
            return value.equals(first);
        }
        String last = pieces.getLast();
        if (!value.startsWith(first)
                || !value.endsWith(last)
                || value.length() < first.length() + last.length()) {
            return false;
        }
        int at = first.length();
        int end = value.length() - last.length();
        for (String piece : pieces.subList(1, pieces.size() - 1)) {
            int found = value.indexOf(piece, at);
            if (found < 0 || found + piece.length() > end) {
                return false;
            }
            at = found + piece.length();
        }
        return true;
    }
}
