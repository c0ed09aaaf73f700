package io.hydrant.catalog.crawler;

import io.hydrant.catalog.refusal.InvalidInput;

import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A field of a schedule: which values there are, and what they may be called.
enum CronField {
    MINUTE(0, 59, List.of()),
    HOUR(0, 23, List.of()),
    DAY_OF_MONTH(1, 31, List.of()),
    MONTH(
            1,
            12,
            List.of(
                    "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV",
                    "DEC")),
    DAY_OF_WEEK(1, 7, List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT")),
    YEAR(1970, 2199, List.of());

    private static final Pattern PART =
            Pattern.compile("(?:\\*|(\\d{1,4}|[A-Z]{3})(?:-(\\d{1,4}|[A-Z]{3}))?)(?:/(\\d{1,4}))?");

    private final int first;
    private final int last;
    private final List<String> names;

    CronField(int first, int last, List<String> names) {
        this.first = first;
        this.last = last;
        this.names = names;
    }

    /// The values that a field's text means.
    ///
    /// @throws InvalidInput when it means none
    BitSet values(String text) {
        BitSet values = new BitSet();
        for (String part : text.split(",", -1)) {
            Matcher matcher = PART.matcher(part);
            if (!matcher.matches()) {
                throw wrong(text);
            }
            int from = matcher.group(1) == null ? first : value(matcher.group(1), text);
            int to = last;
            if (matcher.group(2) != null) {
                to = value(matcher.group(2), text);
            } else if (matcher.group(1) != null && matcher.group(3) == null) {
                to = from;
            }
            int step = matcher.group(3) == null ? 1 : Integer.parseInt(matcher.group(3));
            if (step == 0 || from > to) {
                throw wrong(text);
            }
            for (int value = from; value <= to; value += step) {
                values.set(value);
            }
        }
        return values;
    }

    private int value(String word, String text) {
        int named = names.indexOf(word);
        if (named >= 0) {
            return first + named;
        }
        if (!Character.isDigit(word.charAt(0))) {
            throw wrong(text);
        }
        int value = Integer.parseInt(word);
        if (value < first || value > last) {
            throw wrong(text);
        }
        return value;
    }

    private InvalidInput wrong(String text) {
        return new InvalidInput(
                "%s of a schedule must be of values from %d to %d but was %s"
                        .formatted(
                                name().charAt(0)
                                        + name().substring(1)
                                                .toLowerCase(Locale.ROOT)
                                                .replace('_', ' '),
                                first,
                                last,
                                text));
    }
}
