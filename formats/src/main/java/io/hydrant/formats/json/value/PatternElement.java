package io.hydrant.formats.json.value;

import java.time.DayOfWeek;
import java.time.Month;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// A part of a [JodaPattern].
sealed interface PatternElement {
    int NO_MATCH = -1;

    /// Reads what is at a place of the text into `time`.
    ///
    /// @return the place behind, or [#NO_MATCH]
    int parse(String text, int at, PatternTime time);

    /// Where the run of at most `max` digits ends that begins at `at`.
    private static int digitsEnd(String text, int at, int max) {
        int end = at;
        while (end < text.length() && end - at < max && isDigit(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    record Literal(String literal) implements PatternElement {
        @Override
        public int parse(String text, int at, PatternTime time) {
            boolean matches = text.regionMatches(true, at, literal, 0, literal.length());
            return matches ? at + literal.length() : NO_MATCH;
        }
    }

    record Digits(PatternField field, int max) implements PatternElement {
        @Override
        public int parse(String text, int at, PatternTime time) {
            int end = digitsEnd(text, at, max);
            if (end == at || !time.set(field, Integer.parseInt(text, at, end, 10))) {
                return NO_MATCH;
            }
            return end;
        }
    }

    /// Two digits are a year of the hundred from 1946 on: what Joda-Time makes of them in 2026,
    /// held fast so that records mean the same in any year.
    ///
    /// @param alsoLonger whether another number of digits is the year itself
    record TwoDigitYear(boolean alsoLonger) implements PatternElement {
        private static final int FIRST = 1946;

        @Override
        public int parse(String text, int at, PatternTime time) {
            int end = digitsEnd(text, at, alsoLonger ? 9 : 2);
            if (end == at || (end - at != 2 && !alsoLonger)) {
                return NO_MATCH;
            }
            int number = Integer.parseInt(text, at, end, 10);
            int year = end - at == 2 ? FIRST + Math.floorMod(number - FIRST, 100) : number;
            return time.set(PatternField.YEAR, year) ? end : NO_MATCH;
        }
    }

    /// Digits behind the ninth are read and dropped.
    record Fraction(int max) implements PatternElement {
        @Override
        public int parse(String text, int at, PatternTime time) {
            int end = digitsEnd(text, at, max);
            int nanos = 0;
            for (int i = 0; i < 9; i++) {
                nanos = nanos * 10 + (at + i < end ? text.charAt(at + i) - '0' : 0);
            }
            time.setNanos(nanos);
            return end;
        }
    }

    /// @param numberByName full names and the first three letters of them, in lower case
    record Name(PatternField field, Map<String, Integer> numberByName) implements PatternElement {
        private static final int LENGTH_MAX = "september".length();

        static final Map<String, Integer> MONTHS = numbers(Month.values());
        static final Map<String, Integer> DAYS_OF_WEEK = numbers(DayOfWeek.values());
        static final Map<String, Integer> HALF_DAYS = Map.of("am", 0, "pm", 1);

        private static Map<String, Integer> numbers(Enum<?>[] values) {
            Map<String, Integer> numbers = new HashMap<>();
            for (Enum<?> value : values) {
                String name = value.name().toLowerCase(Locale.ROOT);
                numbers.put(name, value.ordinal() + 1);
                numbers.put(name.substring(0, 3), value.ordinal() + 1);
            }
            return numbers;
        }

        @Override
        public int parse(String text, int at, PatternTime time) {
            int limit = Math.min(text.length(), at + LENGTH_MAX);
            int end = at;
            while (end < limit && Character.isLetter(text.charAt(end))) {
                end++;
            }
            // What follows may be a letter too, as in `MMMddTHH`: the longest name counts.
            for (; end > at; end--) {
                String name = text.substring(at, end).toLowerCase(Locale.ROOT);
                Integer number = numberByName.get(name);
                if (number != null) {
                    return time.set(field, number) ? end : NO_MATCH;
                }
            }
            return NO_MATCH;
        }
    }

    /// `Z`, or a sign, two digits of hours, and minutes and seconds with or without colons.
    record Offset() implements PatternElement {
        @Override
        public int parse(String text, int at, PatternTime time) {
            if (at == text.length()) {
                return NO_MATCH;
            }
            char sign = text.charAt(at);
            if (sign == 'Z' || sign == 'z') {
                time.setZone(ZoneOffset.UTC);
                return at + 1;
            }
            if (sign != '+' && sign != '-') {
                return NO_MATCH;
            }
            int end = at + 1;
            int[] parts = new int[3];
            for (int i = 0; i < parts.length; i++) {
                int from = i > 0 && end < text.length() && text.charAt(end) == ':' ? end + 1 : end;
                int to = digitsEnd(text, from, 2);
                if (to == end && i > 0) {
                    break;
                }
                parts[i] = to - from == 2 ? Integer.parseInt(text, from, to, 10) : 60;
                if (parts[i] > (i == 0 ? 23 : 59)) {
                    return NO_MATCH;
                }
                end = to;
            }
            int seconds = parts[0] * 3_600 + parts[1] * 60 + parts[2];
            if (seconds > ZoneOffset.MAX.getTotalSeconds()) {
                return NO_MATCH;
            }
            time.setZone(ZoneOffset.ofTotalSeconds(sign == '-' ? -seconds : seconds));
            return end;
        }
    }

    /// @param zoneByName which names there are
    record Zone(Map<String, String> zoneByName) implements PatternElement {
        /// Longer than any zone's name.
        private static final int LENGTH_MAX = 64;

        /// Joda-Time's own table of short names.
        static final Map<String, String> SHORT_NAMES =
                Map.ofEntries(
                        Map.entry("UTC", "UTC"),
                        Map.entry("UT", "UTC"),
                        Map.entry("GMT", "UTC"),
                        Map.entry("EST", "America/New_York"),
                        Map.entry("EDT", "America/New_York"),
                        Map.entry("CST", "America/Chicago"),
                        Map.entry("CDT", "America/Chicago"),
                        Map.entry("MST", "America/Denver"),
                        Map.entry("MDT", "America/Denver"),
                        Map.entry("PST", "America/Los_Angeles"),
                        Map.entry("PDT", "America/Los_Angeles"));

        /// Zones by their own names.
        static Map<String, String> ids() {
            Map<String, String> zones = new HashMap<>();
            Set<String> ids = ZoneId.getAvailableZoneIds();
            ids.forEach(id -> zones.put(id, id));
            return zones;
        }

        @Override
        public int parse(String text, int at, PatternTime time) {
            int limit = Math.min(text.length(), at + LENGTH_MAX);
            int end = at;
            while (end < limit && isPartOfName(text.charAt(end))) {
                end++;
            }
            for (; end > at; end--) {
                String zone = zoneByName.get(text.substring(at, end));
                if (zone != null) {
                    time.setZone(ZoneId.of(zone));
                    return end;
                }
            }
            return NO_MATCH;
        }

        private static boolean isPartOfName(char c) {
            return Character.isLetter(c) || isDigit(c) || "/_-+".indexOf(c) >= 0;
        }
    }
}
