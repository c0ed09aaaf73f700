package io.hydrant.formats.json.reference;

import io.hydrant.formats.json.reference.JsonTree.Arr;
import io.hydrant.formats.json.reference.JsonTree.Bool;
import io.hydrant.formats.json.reference.JsonTree.Member;
import io.hydrant.formats.json.reference.JsonTree.Null;
import io.hydrant.formats.json.reference.JsonTree.Num;
import io.hydrant.formats.json.reference.JsonTree.Obj;
import io.hydrant.formats.json.reference.JsonTree.Str;
import io.hydrant.formats.schema.HiveType;
import io.hydrant.formats.schema.HiveType.Primitive;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/// Numbers are their text.
final class OpenXScalars implements ReferenceScalars {
    private static final Pattern UTC =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?Z");

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

    @Override
    public Object key(HiveType type, String text) {
        return scalar(type, new Str(text));
    }

    private static Object primitive(Primitive type, JsonTree value) {
        return switch (type) {
            case BOOLEAN ->
                    switch (value) {
                        case Bool(boolean given) -> given;
                        case Str(String text) -> ReferenceScalars.bool(text);
                        default -> throw new Mismatch("no boolean");
                    };
            case TINYINT -> integer(number(value), 8);
            case SMALLINT -> integer(number(value), 16);
            case INT -> integer(number(value), 32);
            case BIGINT -> integer(number(value), 64);
            case FLOAT, DOUBLE -> ReferenceScalars.floating(type, number(value));
            case STRING -> ReferenceScalars.storable(text(value));
            case BINARY -> binary(value);
            case DATE -> ReferenceScalars.date(number(value));
            case TIMESTAMP -> timestamp(value);
        };
    }

    private static String number(JsonTree value) {
        return switch (value) {
            case Num(String text) -> text;
            case Str(String text) -> text;
            default -> throw new Mismatch("no number");
        };
    }

    private static long integer(String text, int bits) {
        BigInteger number;
        if (text.matches("0[xX][+-]?[0-9a-fA-F]+")) {
            number = new BigInteger(text.substring(2), 16);
        } else if (text.matches("[+-]?[0-9]+")) {
            number = new BigInteger(text);
        } else {
            throw new Mismatch(text);
        }
        if (number.bitLength() >= bits) {
            throw new Mismatch(text);
        }
        return number.longValue();
    }

    private static String binary(JsonTree value) {
        if (!(value instanceof Str(String text))) {
            throw new Mismatch("no text");
        }
        try {
            return ReferenceScalars.hex(Base64.getDecoder().decode(text));
        } catch (IllegalArgumentException _) {
            throw new Mismatch(text);
        }
    }

    private static long timestamp(JsonTree value) {
        String text = number(value);
        if (value instanceof Str && UTC.matcher(text).matches()) {
            return ReferenceScalars.localTime(text.replace('T', ' ').replace("Z", ""));
        }
        if (value instanceof Str && LOCAL_TIME.matcher(ReferenceScalars.trimmed(text)).matches()) {
            return ReferenceScalars.localTime(text);
        }
        return epoch(text);
    }

    /// Below 1e12 seconds, otherwise milliseconds; wraps.
    private static long epoch(String text) {
        if (!NUMBER.matcher(text).matches()) {
            throw new Mismatch(text);
        }
        BigDecimal number;
        try {
            number = new BigDecimal(text);
        } catch (NumberFormatException _) {
            if (ReferenceScalars.isZero(text) || text.indexOf('-', 1) > 0) {
                return 0;
            }
            throw new Mismatch(text);
        }
        long magnitude = number.precision() - (long) number.scale();
        if (number.signum() == 0 || magnitude < -50) {
            return 0;
        }
        if (magnitude > 50) {
            throw new Mismatch(text);
        }
        if (number.abs().toBigInteger().bitLength() > 63) {
            throw new Mismatch(text);
        }
        int power = number.abs().compareTo(new BigDecimal("1e12")) < 0 ? 9 : 6;
        return number.movePointRight(power)
                .setScale(0, RoundingMode.DOWN)
                .toBigInteger()
                .longValue();
    }

    /// Text of scalars; what is nested as compact JSON.
    private static String text(JsonTree value) {
        return value instanceof Str(String text) ? text : json(value);
    }

    private static String json(JsonTree value) {
        StringBuilder out = new StringBuilder();
        append(value, out);
        return out.toString();
    }

    private static void append(JsonTree value, StringBuilder out) {
        switch (value) {
            case Null _ -> out.append("null");
            case Bool(boolean given) -> out.append(given);
            case Num(String text) -> out.append(text);
            case Str(String text) -> out.append(quoted(text));
            case Arr(List<JsonTree> elements) -> {
                out.append('[');
                for (int i = 0; i < elements.size(); i++) {
                    out.append(i == 0 ? "" : ",");
                    append(elements.get(i), out);
                }
                out.append(']');
            }
            case Obj(List<Member> members) -> {
                out.append('{');
                for (int i = 0; i < members.size(); i++) {
                    out.append(i == 0 ? "" : ",").append(quoted(members.get(i).key())).append(':');
                    append(members.get(i).value(), out);
                }
                out.append('}');
            }
        }
    }

    private static String quoted(String text) {
        StringBuilder out = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < ' ') {
                        out.append("\\u%04X".formatted((int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        return out.append('"').toString();
    }
}
