package io.hydrant.formats.json.general;

import io.hydrant.formats.column.BytesVector;
import io.hydrant.formats.column.IntVector;
import io.hydrant.formats.column.LongVector;
import io.hydrant.formats.column.Vector;
import io.hydrant.formats.json.value.Dates;
import io.hydrant.formats.json.value.Decimals;
import io.hydrant.formats.json.value.Utf8Text;
import io.hydrant.formats.schema.HiveType;
import io.hydrant.formats.schema.HiveType.Primitive;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// Appends scalars once a dialect has taken them for what they are: what both dialects do alike.
final class ScalarVectors {
    private static final int WIDE_DECIMAL_BYTES = 16;

    private final Decimals decimals = new Decimals();

    /// The text as UTF-8; halves of surrogate pairs become `?`, as in Hive's `Text`.
    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static void appendBoolean(boolean value, Vector target) {
        ((IntVector) target).append(value ? 1 : 0);
    }

    /// `true` and `false` in either case, and no other text.
    static void appendBoolean(String text, Vector target) {
        switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> appendBoolean(true, target);
            case "false" -> appendBoolean(false, target);
            default -> throw Refusal.input(text);
        }
    }

    static void appendDate(String text, Vector target) {
        byte[] bytes = utf8(text);
        int days = Dates.parse(bytes, 0, bytes.length);
        if (days == Dates.NONE) {
            throw Refusal.input(text);
        }
        ((IntVector) target).append(days);
    }

    /// Reads as Java does: also `NaN`, `Infinity`, `0x1p3`, `1d` and blanks around it, as the
    /// SerDes hand text to `parseDouble`; what is too large becomes infinite.
    static void appendFloating(Primitive type, String text, Vector target) {
        try {
            if (type == Primitive.FLOAT) {
                ((IntVector) target).append(Float.floatToRawIntBits(Float.parseFloat(text)));
            } else {
                ((LongVector) target).append(Double.doubleToRawLongBits(Double.parseDouble(text)));
            }
        } catch (NumberFormatException _) {
            String trimmed = text.trim();
            throw trimmed.isEmpty() ? Refusal.mismatch("empty String") : Refusal.input(trimmed);
        }
    }

    void appendDecimal(HiveType.Decimal type, String text, Vector target) {
        byte[] bytes = utf8(text);
        switch (decimals.parse(bytes, 0, bytes.length, type)) {
            case NO_NUMBER -> throw Refusal.input(text);
            case OUT_OF_RANGE ->
                    throw Refusal.mismatch(
                            "Value out of range. Value:\""
                                    + Refusal.shown(text)
                                    + "\" Type:"
                                    + type);
            case READ -> {
                switch (target) {
                    case LongVector longs -> longs.append(decimals.unscaled());
                    case BytesVector wide -> {
                        wide.reserve(WIDE_DECIMAL_BYTES);
                        decimals.write(wide.bytes(), wide.end());
                        wide.appendWritten(WIDE_DECIMAL_BYTES);
                    }
                    default -> throw new IllegalStateException("no vector of decimals");
                }
            }
        }
    }

    static void appendBytes(byte[] bytes, Vector target) {
        ((BytesVector) target).append(bytes, 0, bytes.length);
    }

    /// Text of at most so many code points.
    static void appendVarchar(HiveType.Varchar type, String text, Vector target) {
        byte[] bytes = utf8(text);
        int end = Utf8Text.truncated(bytes, 0, bytes.length, type.length());
        ((BytesVector) target).append(bytes, 0, end);
    }

    /// Text of at most so many code points, without the blanks at its end: the padding is not data,
    /// and who writes a format that has it adds it.
    static void appendChar(HiveType.Char type, String text, Vector target) {
        byte[] bytes = utf8(text);
        int end = Utf8Text.truncated(bytes, 0, bytes.length, type.length());
        ((BytesVector) target).append(bytes, 0, Utf8Text.stripped(bytes, 0, end));
    }
}
