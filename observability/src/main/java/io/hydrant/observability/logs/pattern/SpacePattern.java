package io.hydrant.observability.logs.pattern;

import java.util.ArrayList;
import java.util.List;

/// Conditions on the words of a message. Words are divided by blanks; what stands in square
/// brackets or double quotes is one word, without them.
///
/// @param before the fields up to the ellipsis, or all of them
/// @param after those after it, counted from the end
/// @param open whether there is an ellipsis: any words may stand between
record SpacePattern(List<Field> before, List<Field> after, boolean open) implements FilterPattern {
    SpacePattern {
        before = List.copyOf(before);
        after = List.copyOf(after);
    }

    /// What one word must be.
    ///
    /// @param alternatives of each of which all must hold; empty for any word
    record Field(List<List<Comparison>> alternatives) {
        boolean holds(String word) {
            return alternatives.isEmpty()
                    || alternatives.stream()
                            .anyMatch(all -> all.stream().allMatch(one -> one.holds(word)));
        }
    }

    @Override
    public boolean matches(String message) {
        List<String> words = words(message);
        int least = before.size() + after.size();
        if (words.size() < least || !open && words.size() > least) {
            return false;
        }
        return hold(before, words)
                && hold(after, words.subList(words.size() - after.size(), words.size()));
    }

    private static boolean hold(List<Field> fields, List<String> words) {
        for (int i = 0; i < fields.size(); i++) {
            if (!fields.get(i).holds(words.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static List<String> words(String message) {
        List<String> words = new ArrayList<>();
        int at = 0;
        while (at < message.length()) {
            char c = message.charAt(at);
            if (Character.isWhitespace(c)) {
                at++;
            } else {
                int close = closing(message, at);
                if (close > at) {
                    words.add(message.substring(at + 1, close));
                    at = close + 1;
                } else {
                    int end = at;
                    while (end < message.length() && !Character.isWhitespace(message.charAt(end))) {
                        end++;
                    }
                    words.add(message.substring(at, end));
                    at = end;
                }
            }
        }
        return words;
    }

    /// Where a bracket or quote that opens here closes; not beyond `at` when none does.
    private static int closing(String message, int at) {
        return switch (message.charAt(at)) {
            case '[' -> message.indexOf(']', at + 1);
            case '"' -> message.indexOf('"', at + 1);
            default -> -1;
        };
    }
}
