package io.hydrant.query.engine.scan;

import io.hydrant.query.refusal.QueryFailure;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Dates and times from one to another, such as `2021/01/01/00,NOW`, in UTC.
record ProjectedDates(ProjectedKey key) {
    private static final Pattern NOW =
            Pattern.compile(
                    "NOW(?:\\s*([+-])\\s*(\\d{1,9})\\s*"
                            + "(YEAR|MONTH|WEEK|DAY|HOUR|MINUTE|SECOND)S?)?");

    List<String> values() throws QueryFailure {
        String range = key.require("range");
        String[] ends = range.split(",");
        if (ends.length != 2) {
            throw key.wrong("range", range);
        }
        DateTimeFormatter format = format();
        LocalDateTime first = end(ends[0].strip(), format);
        LocalDateTime last = end(ends[1].strip(), format);
        long step = key.number("interval", key.find("interval").orElse("1"));
        if (step < 1) {
            throw key.wrong("interval", Long.toString(step));
        }
        ChronoUnit unit = unit();
        List<String> values = new ArrayList<>();
        for (long i = 0; ; i++) {
            LocalDateTime value = first.plus(Math.multiplyExact(i, step), unit);
            if (value.isAfter(last)) {
                return values;
            }
            key.requireFew(values.size());
            values.add(format.format(value));
        }
    }

    private DateTimeFormatter format() throws QueryFailure {
        String pattern = key.require("format");
        try {
            return new DateTimeFormatterBuilder()
                    .appendPattern(pattern)
                    .parseDefaulting(ChronoField.MONTH_OF_YEAR, 1)
                    .parseDefaulting(ChronoField.DAY_OF_MONTH, 1)
                    .parseDefaulting(ChronoField.HOUR_OF_DAY, 0)
                    .parseDefaulting(ChronoField.MINUTE_OF_HOUR, 0)
                    .parseDefaulting(ChronoField.SECOND_OF_MINUTE, 0)
                    .toFormatter(Locale.ENGLISH);
        } catch (IllegalArgumentException e) {
            throw key.wrong("format", pattern);
        }
    }

    private LocalDateTime end(String text, DateTimeFormatter format) throws QueryFailure {
        Matcher relative = NOW.matcher(text.toUpperCase(Locale.ROOT));
        if (!relative.matches()) {
            try {
                return LocalDateTime.parse(text, format);
            } catch (DateTimeException e) {
                throw key.wrong("range", text);
            }
        }
        LocalDateTime now = LocalDateTime.ofInstant(key.now(), ZoneOffset.UTC);
        if (Optional.ofNullable(relative.group(1)).isEmpty()) {
            return now;
        }
        long amount = Long.parseLong(relative.group(1) + relative.group(2));
        return now.plus(amount, ChronoUnit.valueOf(relative.group(3) + "S"));
    }

    /// The format's own precision where it is days or months; finer ones must be told.
    private ChronoUnit unit() throws QueryFailure {
        Optional<String> told = key.find("interval.unit");
        String pattern = key.require("format").replaceAll("'[^']*'", "");
        if (told.isEmpty() && pattern.matches(".*[HhkKmsSaAnN].*")) {
            throw key.wrong("interval.unit", "");
        }
        String name =
                told.orElse(pattern.matches(".*[dDeEcF].*") ? "DAYS" : "MONTHS")
                        .toUpperCase(Locale.ROOT);
        try {
            return ChronoUnit.valueOf(name.endsWith("S") ? name : name + "S");
        } catch (IllegalArgumentException e) {
            throw key.wrong("interval.unit", name);
        }
    }
}
