package io.hydrant.cli.replay;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;

/// When an event happened, as sources write it.
///
/// Understood are ISO 8601 with `T` or a blank, with or without fraction and zone; a date alone;
/// the form of NYC Open Data (`01/26/2010 07:41:00 AM`); and numbers: seconds since 1970, or
/// milliseconds from 100,000,000,000 on. What has no zone is taken as UTC.
final class EventTime {
    private static final int SECONDS_LENGTH = "2010-01-26 07:41:00".length();
    private static final double MILLIS_FROM = 1e11;
    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?([eE][+-]?\\d+)?");
    private static final DateTimeFormatter OPEN_DATA =
            DateTimeFormatter.ofPattern("MM/dd/yyyy hh:mm:ss a", Locale.ROOT);

    private EventTime() {}

    /// @return milliseconds since 1970
    static long parse(byte[] bytes, int from, int to) throws BrokenLine {
        if (to - from == SECONDS_LENGTH && isPlain(bytes, from)) {
            long day =
                    LocalDate.of(
                                    digits(bytes, from, 4),
                                    digits(bytes, from + 5, 2),
                                    digits(bytes, from + 8, 2))
                            .toEpochDay();
            int seconds =
                    (digits(bytes, from + 11, 2) * 60 + digits(bytes, from + 14, 2)) * 60
                            + digits(bytes, from + 17, 2);
            return (day * 86_400 + seconds) * 1_000;
        }
        return parse(new String(bytes, from, to - from, StandardCharsets.UTF_8));
    }

    static long parse(String text) throws BrokenLine {
        String time = text.strip();
        try {
            if (NUMBER.matcher(time).matches()) {
                double number = Double.parseDouble(time);
                return Math.round(Math.abs(number) < MILLIS_FROM ? number * 1_000 : number);
            }
            if (time.indexOf('/') == 2) {
                return millis(LocalDateTime.parse(time, OPEN_DATA));
            }
            String iso = time.replaceFirst("^(\\d{4}-\\d\\d-\\d\\d) ", "$1T");
            if (iso.indexOf('T') < 0) {
                return millis(LocalDate.parse(iso).atStartOfDay());
            }
            if (iso.matches(".*(Z|[+-]\\d\\d(:?\\d\\d)?)$")) {
                return OffsetDateTime.parse(
                                iso.replaceFirst("([+-]\\d\\d)(\\d\\d)$", "$1:$2")
                                        .replaceFirst("([+-]\\d\\d)$", "$1:00"))
                        .toInstant()
                        .toEpochMilli();
            }
            return millis(LocalDateTime.parse(iso));
        } catch (DateTimeException | ArithmeticException _) {
            throw new BrokenLine("'" + text + "' is no time");
        }
    }

    /// As events carry it: `2011-01-26T20:03:59.000Z`.
    static String text(long millis) {
        return Instant.ofEpochMilli(millis).atOffset(ZoneOffset.UTC).format(TEXT);
    }

    private static final DateTimeFormatter TEXT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'");

    private static long millis(LocalDateTime local) {
        return local.toInstant(ZoneOffset.UTC).toEpochMilli();
    }

    /// Whether it has the form of the TLC's files, and each number is in its range.
    private static boolean isPlain(byte[] bytes, int from) {
        String form = "dddd-dd-dd dd:dd:dd";
        for (int place = 0; place < SECONDS_LENGTH; place++) {
            byte letter = bytes[from + place];
            boolean fits =
                    switch (form.charAt(place)) {
                        case 'd' -> letter >= '0' && letter <= '9';
                        case ' ' -> letter == ' ' || letter == 'T';
                        default -> letter == form.charAt(place);
                    };
            if (!fits) {
                return false;
            }
        }
        int month = digits(bytes, from + 5, 2);
        int day = digits(bytes, from + 8, 2);
        return month >= 1
                && month <= 12
                && day >= 1
                && day <= 28
                && digits(bytes, from + 11, 2) < 24
                && digits(bytes, from + 14, 2) < 60
                && digits(bytes, from + 17, 2) < 60;
    }

    private static int digits(byte[] bytes, int from, int count) {
        int number = 0;
        for (int place = from; place < from + count; place++) {
            number = number * 10 + bytes[place] - '0';
        }
        return number;
    }
}
