package io.hydrant.formats.json.reference;

import io.hydrant.formats.schema.HiveType;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What becomes of a value in a column that holds no others.
interface ReferenceScalars {
    Pattern NUMBER = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
    Pattern DATE = Pattern.compile("(\\d{4})-(\\d{1,2})-(\\d{1,2})");
    Pattern LOCAL_TIME =
            Pattern.compile(
                    "(\\d{4}-\\d{1,2}-\\d{1,2})"
                            + " (\\d{1,2}):(\\d{1,2}):(\\d{1,2})(?:\\.(\\d{1,9}))?");

    /// @param value not null
    Object scalar(HiveType type, JsonTree value);

    /// A key of a map.
    Object key(HiveType type, String text);

    static boolean bool(String text) {
        if (text.equalsIgnoreCase("true")) {
            return true;
        }
        if (text.equalsIgnoreCase("false")) {
            return false;
        }
        throw new Mismatch(text);
    }

    static Double floating(HiveType type, String text) {
        try {
            return type == HiveType.Primitive.FLOAT
                    ? (double) Float.parseFloat(text)
                    : Double.parseDouble(text);
        } catch (NumberFormatException _) {
            throw new Mismatch(text);
        }
    }

    static BigDecimal decimal(HiveType.Decimal type, String text) {
        if (!NUMBER.matcher(text).matches()) {
            throw new Mismatch(text);
        }
        BigDecimal value;
        try {
            value = new BigDecimal(text);
        } catch (NumberFormatException _) {
            // beyond what BigDecimal can hold: nothing, or far too much
            return tiny(type, text);
        }
        if (value.signum() == 0 || value.precision() - (long) value.scale() < -50) {
            return BigDecimal.ZERO.setScale(type.scale());
        }
        if (value.precision() - (long) value.scale() > 50) {
            throw new Mismatch(text);
        }
        BigDecimal rounded = value.setScale(type.scale(), RoundingMode.HALF_UP);
        if (rounded.precision() > type.precision() && rounded.signum() != 0) {
            throw new Mismatch(text);
        }
        return rounded;
    }

    private static BigDecimal tiny(HiveType.Decimal type, String text) {
        if (isZero(text) || text.toLowerCase(Locale.ROOT).contains("e-")) {
            return BigDecimal.ZERO.setScale(type.scale());
        }
        throw new Mismatch(text);
    }

    /// Whether a number is zero, whatever its exponent.
    static boolean isZero(String number) {
        return number.split("[eE]")[0].chars().noneMatch(c -> c >= '1' && c <= '9');
    }

    static LocalDate date(String text) {
        Matcher matcher = DATE.matcher(text);
        if (!matcher.matches()) {
            throw new Mismatch(text);
        }
        try {
            return LocalDate.of(
                    Integer.parseInt(matcher.group(1)),
                    Integer.parseInt(matcher.group(2)),
                    Integer.parseInt(matcher.group(3)));
        } catch (DateTimeException _) {
            throw new Mismatch(text);
        }
    }

    /// Nanoseconds since 1970; wraps.
    static long localTime(String text) {
        Matcher matcher = LOCAL_TIME.matcher(trimmed(text));
        if (!matcher.matches()) {
            throw new Mismatch(text);
        }
        int hour = Integer.parseInt(matcher.group(2));
        int minute = Integer.parseInt(matcher.group(3));
        int second = Integer.parseInt(matcher.group(4));
        if (hour > 23 || minute > 59 || second > 59) {
            throw new Mismatch(text);
        }
        String fraction = matcher.group(5) == null ? "" : matcher.group(5);
        long nanos = Long.parseLong((fraction + "000000000").substring(0, 9));
        long days = date(matcher.group(1)).toEpochDay();
        return ((days * 24 + hour) * 3600 + minute * 60 + second) * 1_000_000_000L + nanos;
    }

    static String trimmed(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && text.charAt(from) <= ' ') {
            from++;
        }
        while (to > from && text.charAt(to - 1) <= ' ') {
            to--;
        }
        return text.substring(from, to);
    }

    /// As UTF-8 has it: halves of surrogate pairs are question marks.
    static String storable(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    static String cut(String text, int characters) {
        String storable = storable(text);
        int count = storable.codePointCount(0, storable.length());
        return count <= characters
                ? storable
                : storable.substring(0, storable.offsetByCodePoints(0, characters));
    }

    static String withoutPadding(String text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == ' ') {
            end--;
        }
        return text.substring(0, end);
    }

    static String hex(byte[] bytes) {
        return "0x" + HexFormat.of().formatHex(bytes);
    }
}
