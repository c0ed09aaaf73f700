package io.hydrant.functions.pattern;

import java.util.ArrayList;
import java.util.List;

/// Text in which `*` stands for any characters, none included; `\*` and `\\` stand for themselves.
///
/// Takes time in proportion to the text, whatever the pattern: what is between the stars is looked
/// for from left to right, each part with the algorithm of Knuth, Morris and Pratt.
final class Wildcard {
    private final List<String> parts;
    private final List<int[]> fallbacks;

    private Wildcard(List<String> parts) {
        this.parts = parts;
        this.fallbacks = parts.stream().map(Wildcard::fallback).toList();
    }

    /// @throws IllegalArgumentException saying what is wrong with it
    static Wildcard parse(String pattern) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        boolean starred = false;
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '*' && starred) {
                throw new IllegalArgumentException("two stars in a row at " + (i - 1));
            }
            starred = c == '*';
            if (starred) {
                parts.add(part.toString());
                part.setLength(0);
            } else if (c == '\\') {
                i++;
                part.append(escaped(pattern, i));
            } else {
                part.append(c);
            }
        }
        parts.add(part.toString());
        return new Wildcard(parts);
    }

    private static char escaped(String pattern, int at) {
        if (at == pattern.length() || "*\\".indexOf(pattern.charAt(at)) < 0) {
            throw new IllegalArgumentException(
                    "a backslash stands only before * and \\, but did not at " + (at - 1));
        }
        return pattern.charAt(at);
    }

    boolean matches(String text) {
        String first = parts.getFirst();
        String last = parts.getLast();
        if (parts.size() == 1) {
            return text.equals(first);
        }
        if (text.length() < first.length() + last.length()
                || !text.startsWith(first)
                || !text.endsWith(last)) {
            return false;
        }
        int at = first.length();
        int end = text.length() - last.length();
        for (int i = 1; i < parts.size() - 1 && at >= 0; i++) {
            at = endOf(i, text, at, end);
        }
        return at >= 0;
    }

    /// Where the first occurrence of a part ends; negative without one.
    private int endOf(int index, String text, int from, int end) {
        String part = parts.get(index);
        int[] fallback = fallbacks.get(index);
        int matched = 0;
        for (int i = from; i < end; i++) {
            while (matched > 0 && text.charAt(i) != part.charAt(matched)) {
                matched = fallback[matched - 1];
            }
            if (text.charAt(i) == part.charAt(matched)) {
                matched++;
            }
            if (matched == part.length()) {
                return i + 1;
            }
        }
        return -1;
    }

    /// For each beginning of a part, how much of the part its end repeats.
    private static int[] fallback(String part) {
        int[] fallback = new int[part.length()];
        int matched = 0;
        for (int i = 1; i < part.length(); i++) {
            while (matched > 0 && part.charAt(i) != part.charAt(matched)) {
                matched = fallback[matched - 1];
            }
            if (part.charAt(i) == part.charAt(matched)) {
                matched++;
            }
            fallback[i] = matched;
        }
        return fallback;
    }
}
