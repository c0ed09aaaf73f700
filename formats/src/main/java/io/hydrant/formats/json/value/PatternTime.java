package io.hydrant.formats.json.value;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;

/// What a [JodaPattern] has read of a text, and the time it makes. For one thread.
final class PatternTime {
    private static final int UNSET = -1;

    private final int[] values = new int[PatternField.values().length];
    private int nanos;
    private ZoneId zone = ZoneOffset.UTC;
    private long epochNanos;

    void reset() {
        Arrays.fill(values, UNSET);
        nanos = 0;
        zone = ZoneOffset.UTC;
    }

    /// @return whether the field allows the value
    boolean set(PatternField field, int value) {
        values[field.ordinal()] = value;
        return field.allows(value);
    }

    void setNanos(int nanos) {
        this.nanos = nanos;
    }

    void setZone(ZoneId zone) {
        this.zone = zone;
    }

    long epochNanos() {
        return epochNanos;
    }

    /// Makes a time of what was read.
    ///
    /// @return whether there is such a time
    boolean resolve() {
        int year = get(PatternField.YEAR, 1970);
        int month = get(PatternField.MONTH, 1);
        int day = get(PatternField.DAY, 1);
        if (!Dates.isDate(year, month, day)) {
            return false;
        }
        LocalDate date = LocalDate.of(year, month, day);
        int dayOfYear = get(PatternField.DAY_OF_YEAR, date.getDayOfYear());
        if (dayOfYear > date.lengthOfYear()
                || (dayOfYear != date.getDayOfYear()
                        && (isSet(PatternField.DAY) || isSet(PatternField.MONTH)))) {
            return false;
        }
        date = date.withDayOfYear(dayOfYear);
        int dayOfWeek = date.getDayOfWeek().getValue();
        int moved = get(PatternField.DAY_OF_WEEK, dayOfWeek) - dayOfWeek;
        if (moved != 0 && (isSet(PatternField.DAY) || isSet(PatternField.DAY_OF_YEAR))) {
            return false;
        }
        int minute = get(PatternField.MINUTE, 0);
        LocalTime time = LocalTime.of(hour(), minute, get(PatternField.SECOND, 0), nanos);
        return take(date.plusDays(moved).atTime(time));
    }

    private boolean take(LocalDateTime local) {
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
        if (offsets.isEmpty()) {
            return false;
        }
        epochNanos = local.toEpochSecond(offsets.getFirst()) * 1_000_000_000L + local.getNano();
        return true;
    }

    private int hour() {
        if (isSet(PatternField.HOUR)) {
            return get(PatternField.HOUR, 0);
        }
        if (isSet(PatternField.CLOCK_HOUR)) {
            return get(PatternField.CLOCK_HOUR, 0) % 24;
        }
        int clockHour = get(PatternField.CLOCK_HOUR_OF_HALF_DAY, 0) % 12;
        int hour = get(PatternField.HOUR_OF_HALF_DAY, clockHour);
        return hour + 12 * get(PatternField.HALF_DAY, 0);
    }

    private boolean isSet(PatternField field) {
        return values[field.ordinal()] != UNSET;
    }

    private int get(PatternField field, int unset) {
        return isSet(field) ? values[field.ordinal()] : unset;
    }
}
