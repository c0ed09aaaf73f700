package io.hydrant.query.dialect.expression;

import java.util.Map;
import java.util.Optional;

/// Patterns of times: MySQL's of `date_format`, Joda's of `format_datetime`, as the engine's.
///
/// Source: Trino documentation, Date and time functions (MySQL date functions, Java date
/// functions); Joda-Time, DateTimeFormat.
final class TimePatterns {
    private static final Map<Character, String> MYSQL =
            Map.ofEntries(
                    Map.entry('a', "%a"),
                    Map.entry('b', "%b"),
                    Map.entry('c', "%-m"),
                    Map.entry('d', "%d"),
                    Map.entry('e', "%-d"),
                    Map.entry('f', "%f"),
                    Map.entry('H', "%H"),
                    Map.entry('h', "%I"),
                    Map.entry('I', "%I"),
                    Map.entry('i', "%M"),
                    Map.entry('j', "%j"),
                    Map.entry('k', "%-H"),
                    Map.entry('l', "%-I"),
                    Map.entry('M', "%B"),
                    Map.entry('m', "%m"),
                    Map.entry('p', "%p"),
                    Map.entry('r', "%I:%M:%S %p"),
                    Map.entry('S', "%S"),
                    Map.entry('s', "%S"),
                    Map.entry('T', "%H:%M:%S"),
                    Map.entry('v', "%V"),
                    Map.entry('W', "%A"),
                    Map.entry('x', "%G"),
                    Map.entry('Y', "%Y"),
                    Map.entry('y', "%y"),
                    Map.entry('%', "%%"));

    private static final Map<String, String> JODA =
            Map.ofEntries(
                    Map.entry("y", "%Y"),
                    Map.entry("yy", "%y"),
                    Map.entry("yyyy", "%Y"),
                    Map.entry("Y", "%Y"),
                    Map.entry("YYYY", "%Y"),
                    Map.entry("x", "%G"),
                    Map.entry("xxxx", "%G"),
                    Map.entry("M", "%-m"),
                    Map.entry("MM", "%m"),
                    Map.entry("MMM", "%b"),
                    Map.entry("MMMM", "%B"),
                    Map.entry("d", "%-d"),
                    Map.entry("dd", "%d"),
                    Map.entry("D", "%-j"),
                    Map.entry("DDD", "%j"),
                    Map.entry("ww", "%V"),
                    Map.entry("e", "%u"),
                    Map.entry("E", "%a"),
                    Map.entry("EE", "%a"),
                    Map.entry("EEE", "%a"),
                    Map.entry("EEEE", "%A"),
                    Map.entry("H", "%-H"),
                    Map.entry("HH", "%H"),
                    Map.entry("h", "%-I"),
                    Map.entry("hh", "%I"),
                    Map.entry("m", "%-M"),
                    Map.entry("mm", "%M"),
                    Map.entry("s", "%-S"),
                    Map.entry("ss", "%S"),
                    Map.entry("SSS", "%g"),
                    Map.entry("SSSSSS", "%f"),
                    Map.entry("a", "%p"),
                    Map.entry("Z", "%z"),
                    Map.entry("ZZ", "%z"));

    private TimePatterns() {}

    /// @return empty when there is a code that the engine cannot do
    static Optional<String> ofMysql(String pattern) {
        StringBuilder engine = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char next = pattern.charAt(i);
            if (next != '%') {
                engine.append(next);
                continue;
            }
            i++;
            if (i == pattern.length()) {
                return Optional.empty();
            }
            char code = pattern.charAt(i);
            boolean known = MYSQL.containsKey(code);
            if (!known && "DUuVwX".indexOf(code) >= 0) {
                return Optional.empty();
            }
            engine.append(known ? MYSQL.get(code) : String.valueOf(code));
        }
        return Optional.of(engine.toString());
    }

    /// @return empty when there is a code that the engine cannot do
    static Optional<String> ofJoda(String pattern) {
        StringBuilder engine = new StringBuilder();
        int at = 0;
        while (at < pattern.length()) {
            char next = pattern.charAt(at);
            int end;
            if (next == '\'') {
                end = quoted(pattern, at, engine);
            } else if (Character.isLetter(next)) {
                end = at;
                while (end < pattern.length() && pattern.charAt(end) == next) {
                    end++;
                }
                String code = JODA.getOrDefault(pattern.substring(at, end), "");
                if (code.isEmpty()) {
                    return Optional.empty();
                }
                engine.append(code);
            } else {
                end = at + 1;
                engine.append(next == '%' ? "%%" : String.valueOf(next));
            }
            at = end;
        }
        return Optional.of(engine.toString());
    }

    /// @return behind the text in quotes
    private static int quoted(String pattern, int at, StringBuilder engine) {
        if (pattern.startsWith("''", at)) {
            engine.append('\'');
            return at + 2;
        }
        int end = pattern.indexOf('\'', at + 1);
        int last = end < 0 ? pattern.length() : end;
        engine.append(pattern.substring(at + 1, last).replace("%", "%%"));
        return end < 0 ? last : end + 1;
    }
}
