package io.hydrant.query.engine.rows;

import io.hydrant.formats.column.BytesVector;
import io.hydrant.formats.column.IntVector;
import io.hydrant.formats.column.LongVector;
import io.hydrant.formats.column.Vector;
import io.hydrant.formats.json.value.Dates;
import io.hydrant.formats.json.value.Timestamps;
import io.hydrant.formats.schema.HiveType;
import io.hydrant.formats.schema.HiveType.Primitive;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;

/// Appends scalars written as text. For one thread.
final class TextValues {
    private static final int WIDE_DECIMAL_BYTES = 16;
    private static final int NARROW_DECIMAL_DIGITS_MAX = 18;

    private final Timestamps timestamps = new Timestamps();

    /// @return false when the text is no value of the type; then nothing was appended
    boolean append(HiveType type, String text, Vector target) {
        try {
            return switch (type) {
                case Primitive primitive -> append(primitive, text, target);
                case HiveType.Decimal decimal -> appendDecimal(decimal, text, target);
                case HiveType.Char(int length) ->
                        appendText(truncated(text, length).stripTrailing(), target);
                case HiveType.Varchar(int length) -> appendText(truncated(text, length), target);
                case HiveType.Array _, HiveType.Mapping _, HiveType.Struct _ ->
                        throw new IllegalArgumentException("no scalar: " + type);
            };
        } catch (NumberFormatException _) {
            return false;
        }
    }

    private boolean append(Primitive type, String text, Vector target) {
        switch (type) {
            case STRING -> appendText(text, target);
            case BINARY -> appendBytes(binary(text), target);
            case BOOLEAN -> {
                return appendBoolean(text, target);
            }
            case TINYINT -> ((IntVector) target).append(Byte.parseByte(text.strip()));
            case SMALLINT -> ((IntVector) target).append(Short.parseShort(text.strip()));
            case INT -> ((IntVector) target).append(Integer.parseInt(text.strip()));
            case BIGINT -> ((LongVector) target).append(Long.parseLong(text.strip()));
            case FLOAT ->
                    ((IntVector) target).append(Float.floatToRawIntBits(Float.parseFloat(text)));
            case DOUBLE ->
                    ((LongVector) target)
                            .append(Double.doubleToRawLongBits(Double.parseDouble(text)));
            case DATE -> {
                return appendDate(text, target);
            }
            case TIMESTAMP -> {
                return appendTimestamp(text, target);
            }
        }
        return true;
    }

    private static String truncated(String text, int chars) {
        return text.codePointCount(0, text.length()) <= chars
                ? text
                : text.substring(0, text.offsetByCodePoints(0, chars));
    }

    private static boolean appendText(String text, Vector target) {
        appendBytes(text.getBytes(StandardCharsets.UTF_8), target);
        return true;
    }

    private static void appendBytes(byte[] bytes, Vector target) {
        ((BytesVector) target).append(bytes, 0, bytes.length);
    }

    /// Base64; text that is none stands for its own bytes, as in Hive.
    private static byte[] binary(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try {
            return Base64.getDecoder().decode(bytes);
        } catch (IllegalArgumentException _) {
            return bytes;
        }
    }

    private static boolean appendBoolean(String text, Vector target) {
        switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "true", "t", "1" -> ((IntVector) target).append(1);
            case "false", "f", "0" -> ((IntVector) target).append(0);
            default -> {
                return false;
            }
        }
        return true;
    }

    private static boolean appendDate(String text, Vector target) {
        byte[] bytes = text.strip().getBytes(StandardCharsets.UTF_8);
        int days = Dates.parse(bytes, 0, bytes.length);
        if (days != Dates.NONE) {
            ((IntVector) target).append(days);
        }
        return days != Dates.NONE;
    }

    private boolean appendTimestamp(String text, Vector target) {
        byte[] bytes = text.strip().getBytes(StandardCharsets.UTF_8);
        boolean read = timestamps.parse(bytes, 0, bytes.length);
        if (read) {
            ((LongVector) target).append(timestamps.epochNanos());
        }
        return read;
    }

    private static boolean appendDecimal(HiveType.Decimal type, String text, Vector target) {
        BigDecimal value =
                new BigDecimal(text.strip()).setScale(type.scale(), RoundingMode.HALF_UP);
        if (value.precision() > type.precision()) {
            return false;
        }
        BigInteger unscaled = value.unscaledValue();
        if (type.precision() <= NARROW_DECIMAL_DIGITS_MAX) {
            ((LongVector) target).append(unscaled.longValueExact());
            return true;
        }
        byte[] digits = unscaled.toByteArray();
        byte[] wide = new byte[WIDE_DECIMAL_BYTES];
        Arrays.fill(wide, (byte) (unscaled.signum() < 0 ? -1 : 0));
        System.arraycopy(digits, 0, wide, wide.length - digits.length, digits.length);
        appendBytes(wide, target);
        return true;
    }
}
