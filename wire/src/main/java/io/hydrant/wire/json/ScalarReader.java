package io.hydrant.wire.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

import software.amazon.awssdk.core.SdkBytes;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;

/// Reads single values. Encodings differ in blobs and timestamps.
abstract sealed class ScalarReader permits JsonScalars, CborScalars {
    static final int NUMBER_SCALE_MAX = 400;

    abstract Instant instant(JsonParser parser) throws IOException;

    abstract SdkBytes blob(JsonParser parser) throws IOException;

    String text(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            throw wrongType(parser, "String");
        }
        return wellFormed(parser.getText());
    }

    /// Half a surrogate pair cannot be written back as UTF-8, so it never gets in.
    static String wellFormed(String text) {
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

    long integral(JsonParser parser, long min, long max, String type) throws IOException {
        BigDecimal value = decimal(parser, type);
        boolean whole = value.signum() == 0 || value.stripTrailingZeros().scale() <= 0;
        if (!whole
                || value.compareTo(BigDecimal.valueOf(min)) < 0
                || value.compareTo(BigDecimal.valueOf(max)) > 0) {
            throw wrongType(parser, type);
        }
        return value.longValue();
    }

    BigDecimal decimal(JsonParser parser, String type) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT
                && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
            return BigDecimal.valueOf(parser.getLongValue());
        }
        if (!parser.currentToken().isNumeric()) {
            throw wrongType(parser, type);
        }
        if (parser.isNaN()) {
            throw wrongType(parser, type); // or infinite
        }
        BigDecimal value = parser.getDecimalValue();
        // arithmetic on 1e999999999 would fill the heap with digits
        if (Math.abs((long) value.scale()) > NUMBER_SCALE_MAX) {
            throw wrongType(parser, type);
        }
        return value;
    }

    double floating(JsonParser parser, String type) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            return switch (parser.getText()) {
                case "NaN" -> Double.NaN;
                case "Infinity" -> Double.POSITIVE_INFINITY;
                case "-Infinity" -> Double.NEGATIVE_INFINITY;
                default -> throw wrongType(parser, type);
            };
        }
        return parser.isNaN() ? parser.getDoubleValue() : decimal(parser, type).doubleValue();
    }

    boolean bool(JsonParser parser) {
        return switch (parser.currentToken()) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> throw wrongType(parser, "Boolean");
        };
    }

    static String unexpected(JsonToken found, String wanted) {
        return switch (found) {
            case START_OBJECT -> "Start of structure or map found where not expected.";
            case START_ARRAY -> "Start of list found where not expected.";
            default -> "Expected " + wanted + " or null";
        };
    }

    /// The texts AWS's own front end uses.
    static MalformedRequest wrongType(JsonParser parser, String type) {
        String article = "AEIOU".indexOf(type.charAt(0)) >= 0 ? "an " : "a ";
        return new MalformedRequest(
                switch (parser.currentToken()) {
                    case START_OBJECT, START_ARRAY -> unexpected(parser.currentToken(), type);
                    case VALUE_STRING -> "STRING_VALUE can not be converted to " + article + type;
                    case VALUE_TRUE -> "TRUE_VALUE can not be converted to " + article + type;
                    case VALUE_FALSE -> "FALSE_VALUE can not be converted to " + article + type;
                    case VALUE_EMBEDDED_OBJECT ->
                            "BLOB_VALUE can not be converted to " + article + type;
                    default -> "NUMBER_VALUE can not be converted to " + article + type;
                });
    }
}
