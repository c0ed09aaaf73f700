package io.hydrant.catalog.store;

import io.hydrant.control.NameRange;

import java.util.ArrayList;
import java.util.List;

/// Names of rows that consist of parts, so that what lies under the same first parts lies together.
///
///     part U+0001 part U+0001 part          U+0000, U+0001 and U+0002 within a part are
///                                           U+0002 followed by 0, 1 or 2
public final class RowName {
    private static final char SEPARATOR = '\u0001';
    private static final char ESCAPE = '\u0002';
    private static final char AFTER_SEPARATOR = '\u0002';

    private RowName() {}

    public static String of(List<String> parts) {
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < parts.size(); i++) {
            if (i > 0) {
                name.append(SEPARATOR);
            }
            append(name, parts.get(i));
        }
        return name.toString();
    }

    public static String of(String first, List<String> others) {
        List<String> parts = new ArrayList<>(others.size() + 1);
        parts.add(first);
        parts.addAll(others);
        return of(parts);
    }

    private static void append(StringBuilder name, String part) {
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            if (c <= ESCAPE) {
                name.append(ESCAPE).append((char) ('0' + c));
            } else {
                name.append(c);
            }
        }
    }

    public static List<String> parts(String name) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == SEPARATOR) {
                parts.add(part.toString());
                part.setLength(0);
            } else if (c == ESCAPE) {
                i++;
                part.append((char) (name.charAt(i) - '0'));
            } else {
                part.append(c);
            }
        }
        parts.add(part.toString());
        return parts;
    }

    /// The names that begin with these parts and have more of them.
    public static NameRange under(List<String> parts) {
        String name = of(parts);
        return new NameRange(name + SEPARATOR, name + AFTER_SEPARATOR);
    }
}
