package io.hydrant.cli.demo;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Compares what was sent with what the objects hold: every record once, byte for byte.
///
/// Records end in a newline and hold no other.
///
/// @param sentCount records sent
/// @param missingCount records sent that are in no object
/// @param repeatedCount copies beyond the first
/// @param strangeCount lines in the objects that were never sent
public record Arrival(long sentCount, long missingCount, long repeatedCount, long strangeCount) {
    private static final int UNKNOWN = -1;

    public static Arrival of(List<byte[]> sent, Collection<byte[]> objects) {
        // One byte is one character in this charset, so nothing is lost by comparing texts.
        Map<String, Integer> open = new HashMap<>();
        for (byte[] record : sent) {
            open.merge(new String(record, StandardCharsets.ISO_8859_1), 1, Integer::sum);
        }
        long repeated = 0;
        long strange = 0;
        for (byte[] object : objects) {
            for (String line : lines(object)) {
                int expected = open.getOrDefault(line, UNKNOWN);
                if (expected == UNKNOWN) {
                    strange++;
                } else if (expected == 0) {
                    repeated++;
                } else {
                    open.put(line, expected - 1);
                }
            }
        }
        long missing = open.values().stream().mapToLong(Integer::intValue).sum();
        return new Arrival(sent.size(), missing, repeated, strange);
    }

    public boolean complete() {
        return missingCount == 0 && repeatedCount == 0 && strangeCount == 0;
    }

    /// The lines with their newlines; bytes after the last one are a line of their own.
    private static List<String> lines(byte[] object) {
        String text = new String(object, StandardCharsets.ISO_8859_1);
        List<String> lines = new ArrayList<>();
        int start = 0;
        while (start < text.length()) {
            int newline = text.indexOf('\n', start);
            int end = newline < 0 ? text.length() : newline + 1;
            lines.add(text.substring(start, end));
            start = end;
        }
        return lines;
    }
}
