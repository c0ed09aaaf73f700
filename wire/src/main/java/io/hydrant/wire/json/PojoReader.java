package io.hydrant.wire.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.utils.builder.SdkBuilder;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Fills the builders of model classes from JSON. The parser bounds how deep this recurses.
final class PojoReader {
    private static final BigDecimal SECONDS_MAX = BigDecimal.valueOf(Instant.MAX.getEpochSecond());
    private static final int NUMBER_SCALE_MAX = 400;

    private PojoReader() {}

    /// Reads members up to the closing brace; the parser stands at the opening one.
    static void readMembers(JsonParser parser, SdkPojo builder) throws IOException {
        Map<String, SdkField<?>> fields = builder.sdkFieldNameToField();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            SdkField<?> field = fields.get(parser.currentName());
            JsonToken value = parser.nextToken();
            if (field == null) {
                parser.skipChildren();
            } else if (value != JsonToken.VALUE_NULL) {
                field.set(builder, read(parser, field));
            }
        }
    }

    private static Object read(JsonParser parser, SdkField<?> field) throws IOException {
        return switch (field.marshallingType().getKnownType()) {
            case STRING -> text(parser);
            case INTEGER -> (int) integral(parser, Integer.MIN_VALUE, Integer.MAX_VALUE, "Integer");
            case LONG -> integral(parser, Long.MIN_VALUE, Long.MAX_VALUE, "Long");
            case SHORT -> (short) integral(parser, Short.MIN_VALUE, Short.MAX_VALUE, "Short");
            case BYTE -> (byte) integral(parser, Byte.MIN_VALUE, Byte.MAX_VALUE, "Byte");
            case DOUBLE -> floating(parser, "Double");
            case FLOAT -> (float) floating(parser, "Float");
            case BIG_DECIMAL -> decimal(parser, "BigDecimal");
            case BOOLEAN -> bool(parser);
            case INSTANT -> instant(parser);
            case SDK_BYTES -> blob(parser);
            case LIST -> list(parser, field);
            case MAP -> map(parser, field);
            case SDK_POJO -> structure(parser, field);
            case NULL, DOCUMENT ->
                    throw new IllegalStateException(
                            "no JSON form for " + field.memberName() + " in the service model");
        };
    }

    private static Object structure(JsonParser parser, SdkField<?> field) throws IOException {
        expect(parser, JsonToken.START_OBJECT, "a structure");
        SdkPojo builder = field.constructor().get();
        readMembers(parser, builder);
        return ((SdkBuilder<?, ?>) builder).build();
    }

    private static List<Object> list(JsonParser parser, SdkField<?> field) throws IOException {
        expect(parser, JsonToken.START_ARRAY, "a list");
        SdkField<?> member = field.getTrait(ListTrait.class).memberFieldInfo();
        List<Object> values = new ArrayList<>();
        JsonToken token = parser.nextToken();
        while (token != JsonToken.END_ARRAY) {
            values.add(token == JsonToken.VALUE_NULL ? null : read(parser, member));
            token = parser.nextToken();
        }
        return values;
    }

    private static Map<String, Object> map(JsonParser parser, SdkField<?> field)
            throws IOException {
        expect(parser, JsonToken.START_OBJECT, "a map");
        SdkField<?> member = field.getTrait(MapTrait.class).valueFieldInfo();
        Map<String, Object> values = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = wellFormed(parser.currentName());
            JsonToken token = parser.nextToken();
            values.put(key, token == JsonToken.VALUE_NULL ? null : read(parser, member));
        }
        return values;
    }

    private static String text(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            throw wrongType(parser, "String");
        }
        return wellFormed(parser.getText());
    }

    /// Half a surrogate pair cannot be written back as UTF-8, so it never gets in.
    private static String wellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                int codePoint = text.codePointAt(i);
                if (Character.charCount(codePoint) != 2) {
                    throw new MalformedRequest("Text holds half of a surrogate pair");
                }
                i++;
            }
        }
        return text;
    }

    private static long integral(JsonParser parser, long min, long max, String type)
            throws IOException {
        BigDecimal value = decimal(parser, type);
        boolean whole = value.signum() == 0 || value.stripTrailingZeros().scale() <= 0;
        if (!whole
                || value.compareTo(BigDecimal.valueOf(min)) < 0
                || value.compareTo(BigDecimal.valueOf(max)) > 0) {
            throw wrongType(parser, type);
        }
        return value.longValue();
    }

    private static BigDecimal decimal(JsonParser parser, String type) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT
                && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
            return BigDecimal.valueOf(parser.getLongValue());
        }
        if (!parser.currentToken().isNumeric()) {
            throw wrongType(parser, type);
        }
        BigDecimal value = parser.getDecimalValue();
        // arithmetic on 1e999999999 would fill the heap with digits
        if (Math.abs((long) value.scale()) > NUMBER_SCALE_MAX) {
            throw wrongType(parser, type);
        }
        return value;
    }

    private static double floating(JsonParser parser, String type) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            return switch (parser.getText()) {
                case "NaN" -> Double.NaN;
                case "Infinity" -> Double.POSITIVE_INFINITY;
                case "-Infinity" -> Double.NEGATIVE_INFINITY;
                default -> throw wrongType(parser, type);
            };
        }
        return decimal(parser, type).doubleValue();
    }

    private static boolean bool(JsonParser parser) {
        return switch (parser.currentToken()) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> throw wrongType(parser, "Boolean");
        };
    }

    private static Instant instant(JsonParser parser) throws IOException {
        BigDecimal seconds;
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            seconds = numberIn(parser);
        } else {
            seconds = decimal(parser, "Timestamp");
        }
        if (seconds.abs().compareTo(SECONDS_MAX) > 0) {
            throw wrongType(parser, "Timestamp");
        }
        long whole = seconds.setScale(0, RoundingMode.FLOOR).longValue();
        BigDecimal fraction = seconds.subtract(BigDecimal.valueOf(whole));
        return Instant.ofEpochSecond(whole, fraction.movePointRight(9).longValue());
    }

    private static BigDecimal numberIn(JsonParser parser) throws IOException {
        String text = parser.getText();
        if (text.length() > 40) {
            throw wrongType(parser, "Timestamp");
        }
        try {
            BigDecimal value = new BigDecimal(text);
            if (Math.abs((long) value.scale()) <= NUMBER_SCALE_MAX) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw new MalformedRequest(wrongType(parser, "Timestamp").getMessage(), e);
        }
        throw wrongType(parser, "Timestamp");
    }

    private static SdkBytes blob(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            throw wrongType(parser, "Blob");
        }
        String text = parser.getText();
        // the parser's own decoder goes on after padding, the JDK's does not ask for any
        if (text.length() % 4 != 0) {
            throw new MalformedRequest("Invalid length of Base64 text: " + text.length());
        }
        try {
            return SdkBytes.fromByteArrayUnsafe(Base64.getDecoder().decode(text));
        } catch (IllegalArgumentException e) {
            throw new MalformedRequest("Invalid Base64: " + e.getMessage(), e);
        }
    }

    private static void expect(JsonParser parser, JsonToken token, String what) {
        if (parser.currentToken() != token) {
            throw new MalformedRequest(unexpected(parser.currentToken(), what));
        }
    }

    private static String unexpected(JsonToken found, String wanted) {
        return switch (found) {
            case START_OBJECT -> "Start of structure or map found where not expected.";
            case START_ARRAY -> "Start of list found where not expected.";
            default -> "Expected " + wanted + " or null";
        };
    }

    /// The texts AWS's own front end uses.
    private static MalformedRequest wrongType(JsonParser parser, String type) {
        String article = "AEIOU".indexOf(type.charAt(0)) >= 0 ? "an " : "a ";
        return new MalformedRequest(
                switch (parser.currentToken()) {
                    case START_OBJECT, START_ARRAY -> unexpected(parser.currentToken(), type);
                    case VALUE_STRING -> "STRING_VALUE can not be converted to " + article + type;
                    case VALUE_TRUE -> "TRUE_VALUE can not be converted to " + article + type;
                    case VALUE_FALSE -> "FALSE_VALUE can not be converted to " + article + type;
                    default -> "NUMBER_VALUE can not be converted to " + article + type;
                });
    }
}
