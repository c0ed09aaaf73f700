package io.hydrant.cli.tail.agent;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/// Finds the name that somebody may have meant.
final class Spelling {
    private Spelling() {}

    /// The closest name, if so close that it is hardly another word.
    static Optional<String> meant(String written, Collection<String> names) {
        return closest(written, names).filter(name -> distance(written, name) <= 2);
    }

    static Optional<String> closest(String written, Collection<String> names) {
        return names.stream().min(Comparator.comparingInt(name -> distance(written, name)));
    }

    /// How many letters are added, dropped or changed; whether they are capitals does not count.
    private static int distance(String written, String name) {
        String from = written.toLowerCase(Locale.ROOT);
        String to = name.toLowerCase(Locale.ROOT);
        int[] before = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            before[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int[] row = new int[to.length() + 1];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int changed = before[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(changed, Math.min(before[j], row[j - 1]) + 1);
            }
            before = row;
        }
        return before[to.length()];
    }
}
