package io.hydrant.delivery.jq.value;

import java.time.Year;
import java.util.List;
import java.util.Locale;

/// `strftime` in UTC and the C locale, as glibc has it: flags `_ - 0 ^ #`, widths, all conversions
/// of C99 and `%k %l %P %s %R %r`. An unknown conversion stays as it is written.
public final class TimeWriter {
    private static final List<String> DAYS =
            List.of("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday");
    private static final List<String> MONTHS =
            List.of(
                    "January",
                    "February",
                    "March",
                    "April",
                    "May",
                    "June",
                    "July",
                    "August",
                    "September",
                    "October",
                    "November",
                    "December");
    private static final int WIDTH_MAX = 1000;

    private final BrokenTime time;
    private final StringBuilder text = new StringBuilder();

    private TimeWriter(BrokenTime time) {
        this.time = time;
    }

    public static String format(BrokenTime time, String format) {
        TimeWriter writer = new TimeWriter(time);
        writer.write(format);
        return writer.text.toString();
    }

    private void write(String format) {
        int i = 0;
        while (i < format.length()) {
            char c = format.charAt(i++);
            if (c == '%') {
                i = conversion(format, i);
            } else {
                text.append(c);
            }
        }
    }

    private int conversion(String format, int start) {
        int i = start;
        char pad = 0;
        boolean upper = false;
        boolean swap = false;
        while (i < format.length() && "_-0^#".indexOf(format.charAt(i)) >= 0) {
            char flag = format.charAt(i++);
            upper |= flag == '^';
            swap |= flag == '#';
            pad = flag == '^' || flag == '#' ? pad : flag;
        }
        int width = 0;
        while (i < format.length() && Character.digit(format.charAt(i), 10) >= 0) {
            width = Math.min(WIDTH_MAX, width * 10 + Character.digit(format.charAt(i++), 10));
        }
        if (i + 1 < format.length() && "EO".indexOf(format.charAt(i)) >= 0) {
            i++;
        }
        if (i >= format.length()) {
            text.append(format, start - 1, format.length());
            return format.length();
        }
        char letter = format.charAt(i++);
        int before = text.length();
        if (!number(letter, new Wanted(pad, width)) && !words(letter)) {
            text.append(format, start - 1, i);
            return i;
        }
        recase(before, upper || swap && letter != 'p' && letter != 'Z', swap);
        if (text.length() - before < width) {
            char filler = pad == '0' ? '0' : ' ';
            text.insert(before, String.valueOf(filler).repeat(width - text.length() + before));
        }
        return i;
    }

    private void recase(int from, boolean upper, boolean lower) {
        if (upper || lower) {
            String word = text.substring(from);
            text.setLength(from);
            text.append(upper ? word.toUpperCase(Locale.ROOT) : word.toLowerCase(Locale.ROOT));
        }
    }

    /// What a format asks of a field.
    ///
    /// @param pad its flag for filling; 0 without one
    /// @param width at least so many characters
    private record Wanted(char pad, int width) {}

    /// Numbers: their usual width and filler may be overridden.
    private boolean number(char letter, Wanted asked) {
        int hour = time.hour() % 12 == 0 ? 12 : time.hour() % 12;
        switch (letter) {
            case 'Y' -> padded(time.year(), 1, '0', asked);
            case 'C' -> padded(Math.floorDiv(time.year(), 100), 2, '0', asked);
            case 'y' -> padded(Math.floorMod(time.year(), 100), 2, '0', asked);
            case 'm' -> padded(time.month() + 1, 2, '0', asked);
            case 'd' -> padded(time.day(), 2, '0', asked);
            case 'e' -> padded(time.day(), 2, ' ', asked);
            case 'H' -> padded(time.hour(), 2, '0', asked);
            case 'k' -> padded(time.hour(), 2, ' ', asked);
            case 'I' -> padded(hour, 2, '0', asked);
            case 'l' -> padded(hour, 2, ' ', asked);
            case 'M' -> padded(time.minute(), 2, '0', asked);
            case 'S' -> padded((long) time.second(), 2, '0', asked);
            case 'j' -> padded(time.yearDay() + 1, 3, '0', asked);
            case 's' -> padded(time.epochSeconds(), 1, '0', asked);
            case 'u' -> padded(time.weekday() == 0 ? 7 : time.weekday(), 1, '0', asked);
            case 'w' -> padded(time.weekday(), 1, '0', asked);
            case 'U' -> padded((time.yearDay() - time.weekday() + 7) / 7, 2, '0', asked);
            case 'W' -> {
                int sinceMonday = (time.weekday() + 6) % 7;
                padded((time.yearDay() - sinceMonday + 7) / 7, 2, '0', asked);
            }
            case 'V' -> padded(isoWeek(), 2, '0', asked);
            case 'G' -> padded(isoYear(), 1, '0', asked);
            case 'g' -> padded(Math.floorMod(isoYear(), 100), 2, '0', asked);
            default -> {
                return false;
            }
        }
        return true;
    }

    private void padded(long number, int usual, char usualPad, Wanted asked) {
        char filler = usualPad;
        if (asked.pad() != 0) {
            filler = asked.pad() == '0' ? '0' : ' ';
        }
        String digits = Long.toString(Math.abs(number));
        int sign = number < 0 ? 1 : 0;
        int wide = asked.pad() == '-' ? 0 : Math.max(usual, asked.width()) - sign;
        String fill = String.valueOf(filler).repeat(Math.max(0, wide - digits.length()));
        if (filler == ' ') {
            text.append(fill).append(number < 0 ? "-" : "").append(digits);
        } else {
            text.append(number < 0 ? "-" : "").append(fill).append(digits);
        }
    }

    private boolean words(char letter) {
        switch (letter) {
            case 'a' -> text.append(name(DAYS, time.weekday(), 3));
            case 'A' -> text.append(name(DAYS, time.weekday(), 9));
            case 'b', 'h' -> text.append(name(MONTHS, time.month(), 3));
            case 'B' -> text.append(name(MONTHS, time.month(), 9));
            case 'p' -> text.append(time.hour() < 12 ? "AM" : "PM");
            case 'P' -> text.append(time.hour() < 12 ? "am" : "pm");
            case 'Z' -> text.append("UTC");
            case 'z' -> text.append("+0000");
            case 'n' -> text.append('\n');
            case 't' -> text.append('\t');
            case '%' -> text.append('%');
            case 'D', 'x' -> write("%m/%d/%y");
            case 'F' -> write("%Y-%m-%d");
            case 'T', 'X' -> write("%H:%M:%S");
            case 'R' -> write("%H:%M");
            case 'r' -> write("%I:%M:%S %p");
            case 'c' -> write("%a %b %e %H:%M:%S %Y");
            default -> {
                return false;
            }
        }
        return true;
    }

    private static String name(List<String> names, int index, int length) {
        if (index < 0 || index >= names.size()) {
            return "?";
        }
        String name = names.get(index);
        return name.substring(0, Math.min(length, name.length()));
    }

    private int isoWeek() {
        int week = isoWeekOf(time.yearDay(), time.weekday());
        if (week < 1) {
            int before = daysOf(time.year() - 1);
            return isoWeekOf(time.yearDay() + before, time.weekday());
        }
        boolean next = isoWeekOf(time.yearDay() - daysOf(time.year()), time.weekday()) >= 1;
        return next ? 1 : week;
    }

    private int isoYear() {
        if (isoWeekOf(time.yearDay(), time.weekday()) < 1) {
            return time.year() - 1;
        }
        boolean next = isoWeekOf(time.yearDay() - daysOf(time.year()), time.weekday()) >= 1;
        return next ? time.year() + 1 : time.year();
    }

    /// The week with the Thursday next to that day; below 1 if that is before January 1.
    private static int isoWeekOf(int yearDay, int weekday) {
        int sinceMonday = (weekday + 6) % 7;
        return Math.floorDiv(yearDay - sinceMonday + 3, 7) + 1;
    }

    private static int daysOf(int year) {
        return Year.isLeap(year) ? 366 : 365;
    }
}
