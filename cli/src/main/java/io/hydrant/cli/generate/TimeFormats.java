package io.hydrant.cli.generate;

import com.fasterxml.jackson.core.io.JsonStringEncoder;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;

/// How a placeholder writes a time, in UTC.
final class TimeFormats {
    private static final String SUB_SECOND_LETTERS = "SnNA";
    private static final Map<String, String> PATTERNS =
            Map.of(
                    "iso", "uuuu-MM-dd'T'HH:mm:ss",
                    "date", "uuuu-MM-dd",
                    "sql", "uuuu-MM-dd HH:mm:ss",
                    "clf", "dd/MMM/uuuu:HH:mm:ss '+0000'");

    private TimeFormats() {}

    /// @param format `iso`, `date`, `sql`, `clf`, `epoch`, `epoch_millis`, or a pattern as of
    ///   Java's `DateTimeFormatter`
    /// @param times tells the time of a record
    static Placeholder of(String format, Times times) throws WrongPlaceholder {
        if (format.equals("epoch")) {
            return Placeholder.bare(
                    (draw, out) ->
                            out.ascii(Long.toString(Math.floorDiv(times.millis(draw), 1_000))));
        }
        if (format.equals("epoch_millis")) {
            return Placeholder.bare((draw, out) -> out.ascii(Long.toString(times.millis(draw))));
        }
        String pattern = PATTERNS.getOrDefault(format, format);
        DateTimeFormatter formatter;
        try {
            formatter =
                    DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).withZone(ZoneOffset.UTC);
            // a pattern may hold letters that an instant cannot tell
            String _ = formatter.format(Instant.EPOCH);
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new WrongPlaceholder("'" + format + "' is no format of times: " + e.getMessage());
        }
        if (format.equals("iso")) {
            return Placeholder.text(iso(new Text(formatter, true), times));
        }
        boolean bySecond =
                pattern.chars().noneMatch(letter -> SUB_SECOND_LETTERS.indexOf(letter) >= 0);
        Text text = new Text(formatter, bySecond);
        return Placeholder.text((draw, out) -> out.ascii(text.of(times.millis(draw))));
    }

    /// Tells the time of a record.
    @FunctionalInterface
    interface Times {
        long millis(Draw draw);
    }

    private static Piece iso(Text seconds, Times times) {
        return (draw, out) -> {
            long millis = times.millis(draw);
            int fraction = (int) Math.floorMod(millis, 1_000L);
            out.ascii(seconds.of(millis));
            out.ascii(".").ascii(Integer.toString(fraction + 1_000).substring(1)).ascii("Z");
        };
    }

    /// Formats, and remembers the last second: most records share it with the one before.
    private static final class Text {
        private final DateTimeFormatter formatter;
        private final boolean bySecond;
        private long second = Long.MIN_VALUE;
        private String text = "";

        Text(DateTimeFormatter formatter, boolean bySecond) {
            this.formatter = formatter;
            this.bySecond = bySecond;
        }

        String of(long millis) {
            long wanted = Math.floorDiv(millis, 1_000);
            if (wanted != second || !bySecond) {
                String formatted = formatter.format(Instant.ofEpochMilli(millis));
                text = new String(JsonStringEncoder.getInstance().quoteAsString(formatted));
                second = wanted;
            }
            return text;
        }
    }
}
