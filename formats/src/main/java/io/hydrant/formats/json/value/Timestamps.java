package io.hydrant.formats.json.value;

/// Reads timestamps into nanoseconds since 1970-01-01T00:00:00Z. For one thread.
///
/// | Form | Rule |
/// |---|---|
/// | `yyyy-[M]M-[d]d [H]H:[m]m:[s]s[.fraction]` | up to 9 digits of fraction; blanks around it |
/// | `yyyy-MM-ddTHH:mm:ss[.fraction]Z` | every digit must be there; no offsets |
/// | a number below 1e12, whatever its sign | seconds |
/// | any other number | milliseconds |
///
/// Digits of a number below a nanosecond are cut off. A time outside 1677-09-21 to 2262-04-11 wraps
/// around as the service's 64 bits do: 999999999999 (seconds) is a day in 2092. A number of which
/// even the whole part has no 64 bits is refused. So are days and hours that do not exist: the
/// service's library would silently turn `25:00:00` into the next day.
///
/// Source: what was seen of the service; OpenX JSON SerDe `ParsePrimitiveUtils` and
/// `java.sql.Timestamp.valueOf` for the forms.
public final class Timestamps {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final int SECONDS_PER_DAY = 86_400;

    /// Digits in front of the point up to which a number is seconds.
    private static final int SECONDS_DIGITS_MAX = 12;

    /// No number of more digits fits 64 bits.
    private static final int LONG_DIGITS_MAX = 19;

    private final NumberText number = new NumberText();
    private long epochNanos;
    private int at;

    /// What the last successful call read.
    public long epochNanos() {
        return epochNanos;
    }

    /// Reads a string in any of the forms.
    ///
    /// @return whether it is a timestamp
    public boolean parse(byte[] bytes, int from, int to) {
        return parseUtc(bytes, from, to)
                || parseLocal(bytes, from, to)
                || parseEpoch(bytes, from, to);
    }

    /// Reads seconds or milliseconds, as number or text.
    public boolean parseEpoch(byte[] bytes, int from, int to) {
        if (!number.scan(bytes, from, to)) {
            return false;
        }
        if (number.isZero()) {
            epochNanos = 0;
            return true;
        }
        long wholeDigits = number.wholeDigits();
        if (wholeDigits > LONG_DIGITS_MAX) {
            return false;
        }
        return takeEpoch(wholeDigits <= SECONDS_DIGITS_MAX);
    }

    private boolean takeEpoch(boolean seconds) {
        number.startAt(Math.max(number.wholeDigits(), 0));
        long whole = 0;
        for (long i = 0; i < number.wholeDigits(); i++) {
            whole = whole * 10 + number.next();
        }
        if (whole < 0) {
            return false;
        }
        int fractionDigits = seconds ? 9 : 6;
        long nanos = 0;
        for (int i = 0; i < fractionDigits; i++) {
            nanos = nanos * 10 + number.next();
        }
        nanos += whole * (seconds ? NANOS_PER_SECOND : 1_000_000L);
        epochNanos = number.isNegative() ? -nanos : nanos;
        return true;
    }

    /// Reads milliseconds: `[-]digits[.digits]`.
    public boolean parseMillis(byte[] bytes, int from, int to) {
        if (from == to || !number.scan(bytes, from, to) || !isPlain(bytes, from, to)) {
            return false;
        }
        if (number.isZero()) {
            epochNanos = 0;
            return true;
        }
        return number.wholeDigits() <= LONG_DIGITS_MAX && takeEpoch(false);
    }

    private static boolean isPlain(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] == '+' || bytes[i] == 'e' || bytes[i] == 'E') {
                return false;
            }
        }
        return bytes[from] != '.' && bytes[to - 1] != '.';
    }

    /// Reads `yyyy-[M]M-[d]d [H]H:[m]m:[s]s[.fraction]`.
    public boolean parseLocal(byte[] bytes, int from, int to) {
        int begin = from;
        int end = to;
        while (begin < end && bytes[begin] <= ' ' && bytes[begin] >= 0) {
            begin++;
        }
        while (end > begin && bytes[end - 1] <= ' ' && bytes[end - 1] >= 0) {
            end--;
        }
        if (end - begin < "1970-1-1 0:0:0".length() || bytes[begin + 4] != '-') {
            return false;
        }
        int year = Dates.digits(bytes, begin, 4);
        at = begin + 5;
        int month = upTo2(bytes, end, '-');
        int day = upTo2(bytes, end, ' ');
        int hour = upTo2(bytes, end, ':');
        int minute = upTo2(bytes, end, ':');
        if ((month | day | hour | minute) < 0) {
            return false;
        }
        int secondEnd = at;
        while (secondEnd < end && bytes[secondEnd] != '.') {
            secondEnd++;
        }
        int second = secondEnd - at == 1 || secondEnd - at == 2 ? digits(bytes, secondEnd) : -1;
        return Dates.isDate(year, month, day)
                && isTime(hour, minute, second)
                && end(bytes, secondEnd, end, seconds(year, month, day, hour, minute, second));
    }

    /// Reads `yyyy-MM-ddTHH:mm:ss[.fraction]Z`.
    public boolean parseUtc(byte[] bytes, int from, int to) {
        if (to - from < "1970-01-01T00:00:00Z".length()
                || bytes[from + 4] != '-'
                || bytes[from + 7] != '-'
                || bytes[from + 10] != 'T'
                || bytes[from + 13] != ':'
                || bytes[from + 16] != ':'
                || bytes[to - 1] != 'Z') {
            return false;
        }
        int year = Dates.digits(bytes, from, 4);
        int month = Dates.digits(bytes, from + 5, 2);
        int day = Dates.digits(bytes, from + 8, 2);
        int hour = Dates.digits(bytes, from + 11, 2);
        int minute = Dates.digits(bytes, from + 14, 2);
        int second = Dates.digits(bytes, from + 17, 2);
        return Dates.isDate(year, month, day)
                && isTime(hour, minute, second)
                && end(bytes, from + 19, to - 1, seconds(year, month, day, hour, minute, second));
    }

    private static boolean isTime(int hour, int minute, int second) {
        return (hour | minute | second) >= 0 && hour < 24 && minute < 60 && second < 60;
    }

    private static long seconds(int year, int month, int day, int hour, int minute, int second) {
        long days = Dates.ofDate(year, month, day);
        return days * SECONDS_PER_DAY + hour * 3_600L + minute * 60L + second;
    }

    /// Reads the fraction, if there is one, and takes the time.
    private boolean end(byte[] bytes, int from, int to, long seconds) {
        long nanos = 0;
        if (from < to) {
            int count = to - from - 1;
            if (bytes[from] != '.' || count < 1 || count > 9) {
                return false;
            }
            nanos = Dates.digits(bytes, from + 1, count);
            if (nanos < 0) {
                return false;
            }
            for (int i = count; i < 9; i++) {
                nanos *= 10;
            }
        }
        epochNanos = seconds * NANOS_PER_SECOND + nanos;
        return true;
    }

    /// One or two digits and what ends them, or -1.
    private int upTo2(byte[] bytes, int to, char endedBy) {
        int end = at + 1 < to && bytes[at + 1] == endedBy ? at + 1 : at + 2;
        if (end >= to || bytes[end] != endedBy) {
            return -1;
        }
        int number = digits(bytes, end);
        at = end + 1;
        return number;
    }

    private int digits(byte[] bytes, int to) {
        return Dates.digits(bytes, at, to - at);
    }
}
