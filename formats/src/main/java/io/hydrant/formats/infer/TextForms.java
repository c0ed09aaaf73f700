package io.hydrant.formats.infer;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which texts are read as timestamps. What a reader would refuse, or would wrap around, is none.
enum TextForms {
    /// `yyyy-[m]m-[d]d [h]h:[m]m:[s]s[.fraction]`
    SQL,
    /// That, and `yyyy-mm-ddThh:mm:ss[.fraction]Z`.
    SQL_AND_ISO;

    /// Years that fit 64 bits of nanoseconds whole.
    private static final int YEAR_MIN = 1678;

    private static final int YEAR_MAX = 2261;
    private static final int TEXT_LENGTH_MAX = 30;
    private static final Pattern DATE = Pattern.compile("(\\d{4})-(\\d{1,2})-(\\d{1,2})");
    private static final Pattern SQL_TIMESTAMP =
            Pattern.compile(DATE + " (\\d{1,2}):(\\d{1,2}):(\\d{1,2})(?:\\.\\d{1,9})?");
    private static final Pattern ISO_TIMESTAMP =
            Pattern.compile(
                    "(\\d{4})-(\\d\\d)-(\\d\\d)T(\\d\\d):(\\d\\d):(\\d\\d)(?:\\.\\d{1,9})?Z");

    static boolean isDate(String text) {
        Matcher matcher = DATE.matcher(text);
        if (text.length() > TEXT_LENGTH_MAX || !matcher.matches()) {
            return false;
        }
        try {
            LocalDate.of(number(matcher, 1), number(matcher, 2), number(matcher, 3));
            return true;
        } catch (DateTimeException _) {
            return false;
        }
    }

    boolean isTimestamp(String text) {
        if (text.length() > TEXT_LENGTH_MAX) {
            return false;
        }
        Matcher sql = SQL_TIMESTAMP.matcher(text);
        if (sql.matches()) {
            return isTime(sql);
        }
        Matcher iso = ISO_TIMESTAMP.matcher(text);
        return this == SQL_AND_ISO && iso.matches() && isTime(iso);
    }

    private static boolean isTime(Matcher matcher) {
        try {
            LocalDateTime.of(
                    number(matcher, 1),
                    number(matcher, 2),
                    number(matcher, 3),
                    number(matcher, 4),
                    number(matcher, 5),
                    number(matcher, 6));
        } catch (DateTimeException _) {
            return false;
        }
        return number(matcher, 1) >= YEAR_MIN && number(matcher, 1) <= YEAR_MAX;
    }

    private static int number(Matcher matcher, int group) {
        return Integer.parseInt(matcher.group(group));
    }
}
