package io.hydrant.formats.json.fast;

import static io.hydrant.formats.json.fast.Words.UNUSUAL;

import java.nio.charset.StandardCharsets;

/// Reads dates and timestamps written with all their digits.
///
/// ```
/// yyyy-MM-dd"    yyyy-MM-ddTHH:mm:ss[.f]Z"    yyyy-MM-dd HH:mm:ss[.f]"      f: 1-9 digits
/// ```
///
/// Years are those in which all calendars and 64 bits of nanoseconds agree: 1678-2261. Fields
/// beyond their range are left to the general reader. For one thread; holds what was read last.
final class InstantText {
    private static final int YEAR_MIN = 1678;
    private static final int YEAR_MAX = 2261;
    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final int SECONDS_PER_DAY = 86_400;

    /// Bytes up to the seconds, and a closing quote.
    private static final int TIME_BYTES_MIN = 20;

    private static final int DATE_BYTES = 10;

    /// From the 1st of March of year 0.
    private static final int DAYS_FROM_YEAR_0_TO_1970 = 719_468;

    // The separators and zeros that the words of a text are compared with.
    private static final long YEAR_MONTH = word("0000-00-");
    private static final long DAY_HOUR_MINUTE = word("00T00:00");
    private static final long DIGITS_YEAR_MONTH = 0x0006060006060606L;
    private static final long OTHERS_YEAR_MONTH = 0xFFF0F0FFF0F0F0F0L;
    private static final long DIGITS_DAY_HOUR_MINUTE = 0x0606000606000606L;
    // The byte between day and hour is looked at apart.
    private static final long SEPARATOR = 0xFF0000;
    private static final long OTHERS_DAY_HOUR_MINUTE = 0xF0F0FFF0F000F0F0L;

    private static final int[] NANOS_BY_DIGITS = {
        1_000_000_000, 100_000_000, 10_000_000, 1_000_000, 100_000, 10_000, 1_000, 100, 10, 1
    };

    private static final int[] DAYS_BY_MONTH = {0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    private long nanos;
    private int days;

    // The date read last: most records of a stream are of one day.
    private long lastYearMonth = -1;
    private int lastDay;
    private int lastDays;

    /// Nanoseconds since 1970-01-01T00:00:00Z.
    long nanos() {
        return nanos;
    }

    /// Days since 1970-01-01.
    int days() {
        return days;
    }

    /// Reads a date and its closing quote.
    int date(byte[] bytes, int from, int end) {
        if (from + DATE_BYTES >= end) {
            return UNUSUAL;
        }
        long yearMonth = Words.at(bytes, from) ^ YEAR_MONTH;
        int tens = bytes[from + 8] - '0';
        int ones = bytes[from + 9] - '0';
        boolean fits =
                (((yearMonth + DIGITS_YEAR_MONTH) | yearMonth) & OTHERS_YEAR_MONTH) == 0
                        && (tens | 9 - tens | ones | 9 - ones) >= 0
                        && bytes[from + DATE_BYTES] == '"'
                        && setDays(yearMonth, tens * 10 + ones);
        return fits ? from + DATE_BYTES + 1 : UNUSUAL;
    }

    /// Reads a timestamp and its closing quote.
    ///
    /// @param zoned whether the form with `T` and `Z` is allowed
    int timestamp(byte[] bytes, int from, int end, boolean zoned) {
        if (from + TIME_BYTES_MIN > end) {
            return UNUSUAL;
        }
        long yearMonth = Words.at(bytes, from) ^ YEAR_MONTH;
        long time = Words.at(bytes, from + 8) ^ DAY_HOUR_MINUTE;
        int tens = bytes[from + 17] - '0';
        int ones = bytes[from + 18] - '0';
        long wrong =
                ((yearMonth + DIGITS_YEAR_MONTH) | yearMonth) & OTHERS_YEAR_MONTH
                        | ((time + DIGITS_DAY_HOUR_MINUTE) | time) & OTHERS_DAY_HOUR_MINUTE;
        if (wrong != 0 || (tens | 5 - tens | ones | 9 - ones) < 0 || bytes[from + 16] != ':') {
            return UNUSUAL;
        }
        long pairs = pairs(time & ~SEPARATOR);
        int hour = (int) (pairs >>> 24) & 0xFF;
        int minute = (int) (pairs >>> 48) & 0xFF;
        if (hour > 23 || minute > 59 || !setDays(yearMonth, (int) pairs & 0xFF)) {
            return UNUSUAL;
        }
        int second = hour * 3600 + minute * 60 + tens * 10 + ones;
        nanos = ((long) days * SECONDS_PER_DAY + second) * NANOS_PER_SECOND;
        int at = fraction(bytes, from + 19);
        if (at < 0) {
            return UNUSUAL;
        }
        byte separator = bytes[from + 10];
        if (separator == 'T') {
            return zoned && bytes[at] == 'Z' && bytes[at + 1] == '"' ? at + 2 : UNUSUAL;
        }
        return separator == ' ' && bytes[at] == '"' ? at + 1 : UNUSUAL;
    }

    private int fraction(byte[] bytes, int from) {
        if (bytes[from] != '.') {
            return from;
        }
        int at = from + 1;
        long word = Words.at(bytes, at) ^ Words.ASCII_ZEROS;
        int count = Words.digitCount(word);
        if (count == 0) {
            return UNUSUAL;
        }
        nanos += Words.number(word, count) * NANOS_BY_DIGITS[count];
        if (count == 3) {
            return at + 3;
        }
        int ninth = bytes[at + 8] - '0';
        if (count == 8 && (ninth | 9 - ninth) >= 0) {
            nanos += ninth;
            count++;
        }
        return at + count;
    }

    private boolean setDays(long yearMonth, int day) {
        if (yearMonth == lastYearMonth && day == lastDay) {
            days = lastDays;
            return true;
        }
        long pairs = pairs(yearMonth);
        int year = ((int) pairs & 0xFF) * 100 + ((int) (pairs >>> 16) & 0xFF);
        int month = (int) (pairs >>> 40) & 0xFF;
        if (year < YEAR_MIN || year > YEAR_MAX || month < 1 || month > 12) {
            return false;
        }
        boolean leap = (year & 3) == 0 && (year % 100 != 0 || year % 400 == 0);
        int dayMax = month == 2 && leap ? 29 : DAYS_BY_MONTH[month];
        if (day < 1 || day > dayMax) {
            return false;
        }
        days = daysSince1970(year, month, day);
        lastYearMonth = yearMonth;
        lastDay = day;
        lastDays = days;
        return true;
    }

    /// Every byte ten times, and the one behind it.
    private static long pairs(long digits) {
        return digits * 10 + (digits >>> 8);
    }

    /// Counts from March on, so that the leap day is a year's last.
    private static int daysSince1970(int year, int month, int day) {
        int marchYear = month > 2 ? year : year - 1;
        int marchMonth = month > 2 ? month - 3 : month + 9;
        int leapDays = marchYear / 4 - marchYear / 100 + marchYear / 400;
        int daysInYear = (153 * marchMonth + 2) / 5 + day - 1;
        return marchYear * 365 + leapDays + daysInYear - DAYS_FROM_YEAR_0_TO_1970;
    }

    private static long word(String text) {
        return Words.at(text.getBytes(StandardCharsets.US_ASCII), 0);
    }
}
