package io.hydrant.formats.json.value;

/// What a text may say of a time, with the range of its numbers.
enum PatternField {
    YEAR(0, 9_999),
    MONTH(1, 12),
    DAY(1, 31),
    DAY_OF_YEAR(1, 366),
    DAY_OF_WEEK(1, 7),
    HALF_DAY(0, 1),
    HOUR(0, 23),
    CLOCK_HOUR(1, 24),
    HOUR_OF_HALF_DAY(0, 11),
    CLOCK_HOUR_OF_HALF_DAY(1, 12),
    MINUTE(0, 59),
    SECOND(0, 59);

    private final int min;
    private final int max;

    PatternField(int min, int max) {
        this.min = min;
        this.max = max;
    }

    boolean allows(int value) {
        return value >= min && value <= max;
    }
}
