package io.hydrant.formats.json.reference;

import io.hydrant.formats.json.reference.JsonTree.Bool;
import io.hydrant.formats.json.reference.JsonTree.Num;
import io.hydrant.formats.json.reference.JsonTree.Str;
import io.hydrant.formats.schema.HiveType;
import io.hydrant.formats.schema.HiveType.Primitive;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// Numbers must be numbers.
final class HiveScalars implements ReferenceScalars {
    private final boolean millis;

    /// @param millis whether `millis` is among the formats of timestamps; others are not known here
    HiveScalars(boolean millis) {
        this.millis = millis;
    }

    @Override
    public Object scalar(HiveType type, JsonTree value) {
        return switch (type) {
            case Primitive primitive -> primitive(primitive, value);
            case HiveType.Decimal decimal -> ReferenceScalars.decimal(decimal, number(value));
            case HiveType.Varchar(int length) -> ReferenceScalars.cut(text(value), length);
            case HiveType.Char(int length) ->
                    ReferenceScalars.withoutPadding(ReferenceScalars.cut(text(value), length));
            default -> throw new IllegalArgumentException(type.toString());
        };
    }

    /// Keys are text: numbers among them are read as numbers are.
    @Override
    public Object key(HiveType type, String text) {
        boolean whole =
                type == Primitive.TINYINT
                        || type == Primitive.SMALLINT
                        || type == Primitive.INT
                        || type == Primitive.BIGINT;
        if (whole && !text.matches("[+-]?\\d+")) {
            throw new Mismatch(text);
        }
        boolean number =
                whole
                        || type == Primitive.FLOAT
                        || type == Primitive.DOUBLE
                        || type instanceof HiveType.Decimal;
        return scalar(type, number ? new Num(text) : new Str(text));
    }

    private Object primitive(Primitive type, JsonTree value) {
        return switch (type) {
            case BOOLEAN ->
                    value instanceof Bool(boolean given)
                            ? (Object) given
                            : ReferenceScalars.bool(text(value));
            case TINYINT -> integer(number(value), 8);
            case SMALLINT -> integer(number(value), 16);
            case INT -> integer(number(value), 32);
            case BIGINT -> integer(number(value), 64);
            case FLOAT, DOUBLE -> ReferenceScalars.floating(type, number(value));
            case STRING -> ReferenceScalars.storable(text(value));
            case BINARY -> ReferenceScalars.hex(text(value).getBytes(StandardCharsets.UTF_8));
            case DATE -> ReferenceScalars.date(text(value));
            case TIMESTAMP -> timestamp(text(value));
        };
    }

    private long timestamp(String text) {
        if (millis && text.matches("-?\\d+(\\.\\d+)?")) {
            BigDecimal number = new BigDecimal(text);
            if (number.abs().toBigInteger().bitLength() <= 63) {
                return number.movePointRight(6)
                        .setScale(0, RoundingMode.DOWN)
                        .toBigInteger()
                        .longValue();
            }
        }
        return ReferenceScalars.localTime(text);
    }

    private static String number(JsonTree value) {
        if (value instanceof Num(String text)) {
            return text;
        }
        throw new Mismatch("no number");
    }

    private static String text(JsonTree value) {
        return switch (value) {
            case Str(String text) -> text;
            case Num(String text) -> text;
            case Bool(boolean given) -> String.valueOf(given);
            default -> throw new Mismatch("no scalar");
        };
    }

    private static long integer(String text, int bits) {
        BigDecimal number;
        try {
            number = new BigDecimal(text);
        } catch (NumberFormatException _) {
            if (ReferenceScalars.isZero(text) || text.toLowerCase(Locale.ROOT).contains("e-")) {
                return 0;
            }
            throw new Mismatch(text);
        }
        if (number.signum() == 0 || number.precision() - (long) number.scale() < -50) {
            return 0;
        }
        if (number.precision() - (long) number.scale() > 50
                || number.toBigInteger().bitLength() >= bits) {
            throw new Mismatch(text);
        }
        return number.longValue();
    }
}
