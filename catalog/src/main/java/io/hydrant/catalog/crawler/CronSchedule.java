package io.hydrant.catalog.crawler;

import io.hydrant.catalog.refusal.InvalidInput;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.TemporalAdjusters;
import java.util.BitSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// When a crawler begins, in UTC.
///
/// ```
/// schedule = 'cron(' minutes hours day-of-month month day-of-week year ')'
/// field    = part { ',' part }
/// part     = ( '*' | value [ '-' value ] ) [ '/' step ]
/// ```
///
/// One of the two fields of days is `?`, and the other says which days. Of the days of a month, `L`
/// is the last, `15W` the working day that is nearest to the 15th; of those of a week, of which
/// Sunday is 1, `6L` is a month's last Friday and `6#3` its third. Source: Glue Developer Guide,
/// "Time-based schedules for jobs and crawlers".
final class CronSchedule {
    private static final Pattern FORM =
            Pattern.compile(
                    "cron\\(\\s*(\\S+)\\s+(\\S+)\\s+(\\S+)\\s+(\\S+)\\s+(\\S+)\\s+(\\S+)\\s*\\)");
    private static final Pattern NEAREST = Pattern.compile("(\\d{1,2})W");
    private static final Pattern LAST = Pattern.compile("([1-7]|[A-Z]{3})L");
    private static final Pattern NTH = Pattern.compile("([1-7]|[A-Z]{3})#([1-5])");

    private final String expression;
    private final BitSet minutes;
    private final BitSet hours;
    private final BitSet months;
    private final BitSet years;
    private final Predicate<LocalDate> day;

    /// @throws InvalidInput when it is no schedule
    CronSchedule(String expression) {
        this.expression = expression;
        Matcher fields = FORM.matcher(expression);
        if (!fields.matches()) {
            throw new InvalidInput(
                    "Schedule must be cron(minutes hours day-of-month month day-of-week year)"
                            + " but was "
                            + expression);
        }
        minutes = CronField.MINUTE.values(fields.group(1));
        hours = CronField.HOUR.values(fields.group(2));
        months = CronField.MONTH.values(fields.group(4));
        years = CronField.YEAR.values(fields.group(6));
        String ofMonth = fields.group(3);
        String ofWeek = fields.group(5);
        if (ofMonth.equals("?") == ofWeek.equals("?")) {
            throw new InvalidInput(
                    "Schedule must have ? as its day of the month or of the week, and only as one"
                            + " of them, but was "
                            + expression);
        }
        day = ofWeek.equals("?") ? dayOfMonth(ofMonth) : dayOfWeek(ofWeek);
    }

    String expression() {
        return expression;
    }

    /// Whether a crawl begins in this minute.
    boolean isDue(LocalDateTime at) {
        return minutes.get(at.getMinute())
                && hours.get(at.getHour())
                && months.get(at.getMonthValue())
                && years.get(at.getYear())
                && day.test(at.toLocalDate());
    }

    private static Predicate<LocalDate> dayOfMonth(String field) {
        if (field.equals("L")) {
            return date -> date.getDayOfMonth() == date.lengthOfMonth();
        }
        Matcher nearest = NEAREST.matcher(field);
        if (nearest.matches()) {
            int wanted = CronField.DAY_OF_MONTH.values(nearest.group(1)).nextSetBit(0);
            return date ->
                    wanted <= date.lengthOfMonth()
                            && date.equals(workingDay(date.withDayOfMonth(wanted)));
        }
        BitSet days = CronField.DAY_OF_MONTH.values(field);
        return date -> days.get(date.getDayOfMonth());
    }

    /// The nearest one of the same month.
    private static LocalDate workingDay(LocalDate date) {
        return switch (date.getDayOfWeek()) {
            case SATURDAY -> date.getDayOfMonth() == 1 ? date.plusDays(2) : date.minusDays(1);
            case SUNDAY ->
                    date.getDayOfMonth() == date.lengthOfMonth()
                            ? date.minusDays(2)
                            : date.plusDays(1);
            case MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY -> date;
        };
    }

    private static Predicate<LocalDate> dayOfWeek(String field) {
        Matcher last = LAST.matcher(field);
        if (last.matches()) {
            DayOfWeek wanted = named(last.group(1));
            return date -> date.equals(date.with(TemporalAdjusters.lastInMonth(wanted)));
        }
        Matcher nth = NTH.matcher(field);
        if (nth.matches()) {
            DayOfWeek wanted = named(nth.group(1));
            int number = Integer.parseInt(nth.group(2));
            return date ->
                    date.getDayOfWeek() == wanted && (date.getDayOfMonth() - 1) / 7 == number - 1;
        }
        BitSet days = CronField.DAY_OF_WEEK.values(field.equals("L") ? "SAT" : field);
        return date -> days.get(number(date.getDayOfWeek()));
    }

    private static DayOfWeek named(String field) {
        int number = CronField.DAY_OF_WEEK.values(field).nextSetBit(0);
        return DayOfWeek.SUNDAY.plus(number - 1L);
    }

    /// Sunday is 1.
    private static int number(DayOfWeek day) {
        return day.getValue() % 7 + 1;
    }
}
