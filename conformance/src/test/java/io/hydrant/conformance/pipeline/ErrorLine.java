package io.hydrant.conformance.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.List;

/// One line of an error object.
///
/// Source: Firehose Developer Guide, error output of record format conversion.
///
/// @param code without the prefix that all have
/// @param line all of it
@SuppressWarnings("ArrayRecordComponent") // never compared
record ErrorLine(String code, String message, byte[] rawData, JsonNode line) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PREFIX = "DataFormatConversion.";

    static List<ErrorLine> of(Collection<byte[]> objects) {
        List<ErrorLine> lines = new ArrayList<>();
        for (byte[] object : objects) {
            new String(object, StandardCharsets.UTF_8)
                    .lines()
                    .map(ErrorLine::of)
                    .forEach(lines::add);
        }
        return lines;
    }

    private static ErrorLine of(String text) {
        try {
            JsonNode line = JSON.readTree(text);
            String code = line.path("lastErrorCode").textValue();
            if (!code.startsWith(PREFIX)) {
                throw new IllegalArgumentException("code is " + code);
            }
            return new ErrorLine(
                    code.substring(PREFIX.length()),
                    line.path("lastErrorMessage").textValue(),
                    Base64.getDecoder().decode(line.path("rawData").textValue()),
                    line);
        } catch (IOException e) {
            throw new UncheckedIOException(text, e);
        }
    }

    boolean holds(byte[] record) {
        return Arrays.equals(rawData, record);
    }
}
