package io.hydrant.formats.json.value;

/// Reads dates: `yyyy-[M]M-[d]d`, years 0000-9999 of the calendar that counts backwards for ever.
///
/// A day that its month does not have is no date: the service's library would silently take
/// `2021-02-30` for March 2.
///
/// Source: the service's rules of coercion; `java.sql.Date.valueOf` for the form.
public final class Dates {
    /// What [#parse] gives if the text is no date.
    public static final int NONE = Integer.MIN_VALUE;

    private static final int[] DAYS = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    private Dates() {}

    /// @return days since 1970-01-01, or [#NONE]
    public static int parse(byte[] bytes, int from, int to) {
        int length = to - from;
        if (length < 8 || length > 10 || bytes[from + 4] != '-') {
            return NONE;
        }
        int year = digits(bytes, from, 4);
        int dash = bytes[from + 6] == '-' ? from + 6 : from + 7;
        if (bytes[dash] != '-' || dash + 1 == to || to - dash > 3) {
            return NONE;
        }
        int month = digits(bytes, from + 5, dash - from - 5);
        int day = digits(bytes, dash + 1, to - dash - 1);
        return isDate(year, month, day) ? ofDate(year, month, day) : NONE;
    }

    /// Whether there is such a day; negative numbers are none.
    public static boolean isDate(int year, int month, int day) {
        if (year < 0 || month < 1 || month > 12 || day < 1 || day > DAYS[month - 1]) {
            return false;
        }
        return month != 2 || day < 29 || isLeapYear(year);
    }

    /// @param year from 0 on
    /// @return days since 1970-01-01
    public static int ofDate(int year, int month, int day) {
        // Years begin in March here, so that the leap day is the last of them.
        int shiftedYear = month > 2 ? year : year - 1;
        int era = Math.floorDiv(shiftedYear, 400);
        int yearOfEra = shiftedYear - era * 400;
        int dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
        int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
        return era * 146_097 + dayOfEra - 719_468;
    }

    private static boolean isLeapYear(int year) {
        return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    }

    /// The number of so many digits, or a negative one if one of them is no digit.
    static int digits(byte[] bytes, int from, int count) {
        int number = 0;
        for (int i = from; i < from + count; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }
}
