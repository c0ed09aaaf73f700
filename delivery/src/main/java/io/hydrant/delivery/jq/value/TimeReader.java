package io.hydrant.delivery.jq.value;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// `strptime` in UTC and the C locale, as glibc has it. A zone (`%z`) is read and disregarded, as
/// jq 1.6 does; `%Z` reads letters.
public final class TimeReader {
    private static final List<String> DAYS =
            List.of("sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday");
    private static final List<String> MONTHS =
            List.of(
                    "january",
                    "february",
                    "march",
                    "april",
                    "may",
                    "june",
                    "july",
                    "august",
                    "september",
                    "october",
                    "november",
                    "december");
    private static final int UNKNOWN_WEEKDAY = 8;
    private static final int UNKNOWN_YEAR_DAY = 367;
    private static final int DEPTH_MAX = 2;

    private final String text;
    private int at;
    private int year = 1900;
    private int month;
    private int day;
    private int hour;
    private int minute;
    private int second;
    private int yearDay = -1;
    private int weekday = -1;
    private boolean afternoon;
    private boolean halfDay;
    private boolean yearSeen;
    private boolean dateSeen;

    private TimeReader(String text) {
        this.text = text;
    }

    /// @param rest what the format did not reach
    public record Read(BrokenTime time, String rest) {}

    /// Nothing if `text` does not match.
    public static Optional<Read> parse(String text, String format) {
        TimeReader reader = new TimeReader(text);
        if (!reader.matches(format, 0)) {
            return Optional.empty();
        }
        return Optional.of(new Read(reader.time(), text.substring(reader.at)));
    }

    private BrokenTime time() {
        if (halfDay) {
            hour = hour % 12 + (afternoon ? 12 : 0);
        }
        if (yearDay >= 0 && !dateSeen) {
            LocalDate date = LocalDate.ofEpochDay(BrokenTime.epochDay(year, 0, 1) + yearDay);
            month = date.getMonthValue() - 1;
            day = date.getDayOfMonth();
        }
        BrokenTime time =
                new BrokenTime(
                        year,
                        month,
                        day,
                        hour,
                        minute,
                        second,
                        weekday >= 0 ? weekday : UNKNOWN_WEEKDAY,
                        yearDay >= 0 ? yearDay : UNKNOWN_YEAR_DAY);
        return yearSeen || dateSeen || yearDay >= 0 ? time.withDays() : time;
    }

    private boolean matches(String format, int depth) {
        int i = 0;
        while (i < format.length()) {
            char c = format.charAt(i++);
            if (isBlank(c)) {
                skipBlanks();
            } else if (c != '%' || i == format.length()) {
                if (at >= text.length() || text.charAt(at++) != c) {
                    return false;
                }
            } else {
                while (i + 1 < format.length() && "_-0^#EO".indexOf(format.charAt(i)) >= 0) {
                    i++;
                }
                if (!conversion(format.charAt(i++), depth)) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean conversion(char letter, int depth) {
        String compound = compound(letter);
        if (!compound.isEmpty()) {
            return depth < DEPTH_MAX && matches(compound, depth + 1);
        }
        switch (letter) {
            case 'a', 'A' -> weekday = name(DAYS);
            case 'b', 'B', 'h' -> {
                month = name(MONTHS);
                dateSeen = true;
                return month >= 0;
            }
            case 'p', 'P' -> {
                return half();
            }
            case 'n', 't' -> skipBlanks();
            case '%' -> {
                return at < text.length() && text.charAt(at++) == '%';
            }
            case 'z' -> {
                return zone();
            }
            case 'Z' -> {
                while (at < text.length() && Character.isLetter(text.charAt(at))) {
                    at++;
                }
            }
            case 's' -> {
                return epoch();
            }
            default -> {
                return number(letter);
            }
        }
        return letter != 'a' && letter != 'A' || weekday >= 0;
    }

    private static String compound(char letter) {
        return switch (letter) {
            case 'D', 'x' -> "%m/%d/%y";
            case 'F' -> "%Y-%m-%d";
            case 'T', 'X' -> "%H:%M:%S";
            case 'R' -> "%H:%M";
            case 'r' -> "%I:%M:%S %p";
            case 'c' -> "%a %b %e %H:%M:%S %Y";
            default -> "";
        };
    }

    private boolean number(char letter) {
        int value;
        switch (letter) {
            case 'Y' -> {
                value = digits(4, 0, 9999);
                year = value;
                yearSeen = true;
            }
            case 'C' -> {
                value = digits(2, 0, 99);
                year = value * 100 + year % 100;
                yearSeen = true;
            }
            case 'y' -> {
                value = digits(2, 0, 99);
                year = value >= 69 ? 1900 + value : 2000 + value;
                yearSeen = true;
            }
            case 'm' -> {
                value = digits(2, 1, 12);
                month = value - 1;
                dateSeen = true;
            }
            case 'd', 'e' -> {
                value = digits(2, 1, 31);
                day = value;
                dateSeen = true;
            }
            case 'H', 'k' -> {
                value = digits(2, 0, 23);
                hour = value;
                halfDay = false;
            }
            case 'I', 'l' -> {
                value = digits(2, 1, 12);
                hour = value % 12;
                halfDay = true;
            }
            case 'M' -> {
                value = digits(2, 0, 59);
                minute = value;
            }
            case 'S' -> {
                value = digits(2, 0, 61);
                second = value;
            }
            case 'j' -> {
                value = digits(3, 1, 366);
                yearDay = value - 1;
            }
            case 'u' -> {
                value = digits(1, 1, 7);
                weekday = value % 7;
            }
            case 'w' -> {
                value = digits(1, 0, 6);
                weekday = value;
            }
            case 'U', 'W', 'V', 'g' -> value = digits(2, 0, 99);
            case 'G' -> value = digits(4, 0, 9999);
            default -> value = -1;
        }
        return value >= 0;
    }

    /// At most `length` digits; -1 if there are none or the number is out of its range.
    private int digits(int length, int least, int most) {
        skipBlanks();
        int value = -1;
        for (int i = 0; i < length && at < text.length(); i++) {
            int digit = text.charAt(at) - '0';
            if (digit < 0 || digit > 9) {
                break;
            }
            at++;
            value = Math.max(value, 0) * 10 + digit;
        }
        return value < least || value > most ? -1 : value;
    }

    private int name(List<String> names) {
        String lower = text.substring(at, Math.min(text.length(), at + 9)).toLowerCase(Locale.ROOT);
        for (int i = 0; i < names.size(); i++) {
            for (int length : new int[] {names.get(i).length(), 3}) {
                if (lower.startsWith(names.get(i).substring(0, length))) {
                    at += length;
                    return i;
                }
            }
        }
        return -1;
    }

    private boolean half() {
        if (!text.regionMatches(true, at, "AM", 0, 2)
                && !text.regionMatches(true, at, "PM", 0, 2)) {
            return false;
        }
        afternoon = Character.toLowerCase(text.charAt(at)) == 'p';
        at += 2;
        return true;
    }

    private boolean zone() {
        skipBlanks();
        if (at < text.length() && text.charAt(at) == 'Z') {
            at++;
            return true;
        }
        if (at >= text.length() || text.charAt(at) != '+' && text.charAt(at) != '-') {
            return false;
        }
        at++;
        int start = at;
        int digits = 0;
        while (digits < 4 && at < text.length()) {
            char c = text.charAt(at);
            if (c == ':' && digits == 2 && at == start + 2) {
                at++;
            } else if (c >= '0' && c <= '9') {
                digits++;
                at++;
            } else {
                break;
            }
        }
        return digits == 2 || digits == 4;
    }

    private boolean epoch() {
        int start = at;
        long seconds = 0;
        while (at < text.length() && at - start < 16) {
            int digit = text.charAt(at) - '0';
            if (digit < 0 || digit > 9) {
                break;
            }
            seconds = seconds * 10 + digit;
            at++;
        }
        if (at == start || !BrokenTime.reaches(seconds)) {
            return false;
        }
        BrokenTime time = BrokenTime.of(seconds);
        year = time.year();
        month = time.month();
        day = time.day();
        hour = time.hour();
        minute = time.minute();
        second = (int) time.second();
        yearSeen = true;
        dateSeen = true;
        return true;
    }

    private void skipBlanks() {
        while (at < text.length() && isBlank(text.charAt(at))) {
            at++;
        }
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c >= '\t' && c <= '\r';
    }
}
