package io.hydrant.wire.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

import software.amazon.awssdk.core.SdkBytes;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;

/// Blobs as byte strings, timestamps as milliseconds, tagged or not.
final class CborScalars extends ScalarReader {
    private static final BigDecimal MILLIS_MAX = BigDecimal.valueOf(Long.MAX_VALUE);

    @Override
    Instant instant(JsonParser parser) throws IOException {
        BigDecimal millis = decimal(parser, "Timestamp");
        if (millis.abs().compareTo(MILLIS_MAX) > 0) {
            throw wrongType(parser, "Timestamp");
        }
        return Instant.ofEpochMilli(millis.setScale(0, RoundingMode.FLOOR).longValue());
    }

    @Override
    SdkBytes blob(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_EMBEDDED_OBJECT) {
            throw wrongType(parser, "Blob");
        }
        return SdkBytes.fromByteArrayUnsafe(parser.getBinaryValue());
    }
}
