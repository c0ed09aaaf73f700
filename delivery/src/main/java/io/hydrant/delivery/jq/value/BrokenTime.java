package io.hydrant.delivery.jq.value;

import java.time.LocalDate;
import java.time.Year;

/// A UTC time in parts, as `gmtime` gives it and `mktime` takes it; parts may exceed their ranges.
///
/// @param month 0–11
/// @param second with its fraction
/// @param weekday 0 is Sunday
/// @param yearDay 0 is January 1
public record BrokenTime(
        int year,
        int month,
        int day,
        int hour,
        int minute,
        double second,
        int weekday,
        int yearDay) {
    private static final long SECONDS_MAX = 67_767_976_233_532_799L;
    private static final int DAY_SECONDS = 86_400;
    private static final int DAYS_TO_1970 = 719_162;
    private static final int[] MONTH_STARTS = {
        0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334
    };

    /// Whether a time can be taken apart: its year must fit 32 bits.
    public static boolean reaches(double epochSeconds) {
        return Math.abs(epochSeconds) < SECONDS_MAX / 4.0;
    }

    /// @param epochSeconds that [#reaches]
    public static BrokenTime of(double epochSeconds) {
        long whole = (long) epochSeconds;
        long days = Math.floorDiv(whole, DAY_SECONDS);
        int inDay = Math.floorMod(whole, DAY_SECONDS);
        LocalDate date = LocalDate.ofEpochDay(days);
        double fraction = epochSeconds - Math.floor(epochSeconds);
        return new BrokenTime(
                date.getYear(),
                date.getMonthValue() - 1,
                date.getDayOfMonth(),
                inDay / 3600,
                inDay / 60 % 60,
                inDay % 60 + fraction,
                date.getDayOfWeek().getValue() % 7,
                date.getDayOfYear() - 1);
    }

    /// Seconds since 1970, without fraction; parts out of their range carry over.
    public long epochSeconds() {
        return epochDay(year, month, day) * DAY_SECONDS
                + hour * 3600L
                + minute * 60L
                + (long) second;
    }

    static long epochDay(int year, int month, int day) {
        long civil = year + Math.floorDiv(month, 12);
        long before = civil - 1;
        long leaps =
                Math.floorDiv(before, 4) - Math.floorDiv(before, 100) + Math.floorDiv(before, 400);
        int inYear = MONTH_STARTS[Math.floorMod(month, 12)];
        if (Math.floorMod(month, 12) > 1 && Year.isLeap(civil)) {
            inYear++;
        }
        return before * 365 + leaps - DAYS_TO_1970 + inYear + day - 1;
    }

    /// The same time with weekday and day of the year that its date has.
    BrokenTime withDays() {
        long epochDay = epochDay(year, month, day);
        int weekdayThen = (int) Math.floorMod(epochDay + 4, 7L);
        int yearDayThen = (int) (epochDay - epochDay(year, 0, 1));
        return new BrokenTime(year, month, day, hour, minute, second, weekdayThen, yearDayThen);
    }
}
