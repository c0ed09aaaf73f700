package io.hydrant.wire.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

import software.amazon.awssdk.core.SdkBytes;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Base64;

/// Blobs as Base64, timestamps as seconds.
final class JsonScalars extends ScalarReader {
    private static final BigDecimal SECONDS_MAX = BigDecimal.valueOf(Instant.MAX.getEpochSecond());

    @Override
    Instant instant(JsonParser parser) throws IOException {
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

    @Override
    SdkBytes blob(JsonParser parser) throws IOException {
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
}
