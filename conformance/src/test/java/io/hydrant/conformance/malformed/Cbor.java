package io.hydrant.conformance.malformed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// CBOR as the Java clients of Kinesis send it: maps of indefinite length, blobs as byte strings,
/// times as tag 1 with milliseconds.
final class Cbor {
    static final String CONTENT_TYPE = "application/x-amz-cbor-1.1";
    private static final ObjectMapper READER = new ObjectMapper(new CBORFactory());
    private static final Set<String> BLOBS = Set.of("Data");
    private static final Set<String> TIMES = Set.of("Timestamp", "StreamCreationTimestamp");

    private Cbor() {}

    /// Empty when it is no CBOR.
    static Optional<JsonNode> read(byte[] bytes) {
        try {
            return Optional.ofNullable(READER.readTree(bytes));
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    static byte[] of(JsonNode tree) {
        return with(tree, "none", new byte[0]);
    }

    /// With other bytes at one place.
    ///
    /// @param pointer of the value to be replaced
    static byte[] with(JsonNode tree, String pointer, byte[] replacement) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new Writer(pointer, replacement, out).write("", tree);
        return out.toByteArray();
    }

    static byte[] text(String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        head(3, utf8.length, out);
        out.writeBytes(utf8);
        return out.toByteArray();
    }

    static byte[] bytes(byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        head(2, content.length, out);
        out.writeBytes(content);
        return out.toByteArray();
    }

    static byte[] number(long value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        head(value < 0 ? 1 : 0, value < 0 ? ~value : value, out);
        return out.toByteArray();
    }

    /// What begins each value: its major type, and a number in its shortest form.
    static void head(int major, long value, ByteArrayOutputStream out) {
        int type = major << 5;
        if (value >= 0 && value < 24) {
            out.write(type | (int) value);
        } else if (value >= 0 && value <= 0xFF) {
            out.write(type | 24);
            out.write((int) value);
        } else if (value >= 0 && value <= 0xFFFF) {
            out.write(type | 25);
            big(value, 2, out);
        } else if (value >= 0 && value <= 0xFFFF_FFFFL) {
            out.write(type | 26);
            big(value, 4, out);
        } else {
            out.write(type | 27);
            big(value, 8, out);
        }
    }

    static void big(long value, int count, ByteArrayOutputStream out) {
        for (int i = count - 1; i >= 0; i--) {
            out.write((int) (value >>> 8 * i));
        }
    }

    private static byte[] binary(JsonNode value) {
        try {
            return value.binaryValue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Writer(String pointer, byte[] replacement, ByteArrayOutputStream out) {
        void write(String path, JsonNode value) {
            if (path.equals(pointer)) {
                out.writeBytes(replacement);
                return;
            }
            String name = path.substring(path.lastIndexOf('/') + 1);
            switch (value.getNodeType()) {
                case OBJECT -> {
                    out.write(0xBF);
                    for (Map.Entry<String, JsonNode> member : value.properties()) {
                        out.writeBytes(text(member.getKey()));
                        write(path + "/" + member.getKey(), member.getValue());
                    }
                    out.write(0xFF);
                }
                case ARRAY -> {
                    out.write(0x9F);
                    for (int i = 0; i < value.size(); i++) {
                        write(path + "/" + i, value.get(i));
                    }
                    out.write(0xFF);
                }
                case STRING -> {
                    if (BLOBS.contains(name)) {
                        out.writeBytes(bytes(Base64.getDecoder().decode(value.asText())));
                    } else {
                        out.writeBytes(text(value.asText()));
                    }
                }
                case NUMBER -> {
                    if (TIMES.contains(name)) {
                        out.write(0xC1);
                        BigDecimal millis = value.decimalValue().movePointRight(3);
                        out.writeBytes(number(millis.longValue()));
                    } else {
                        out.writeBytes(number(value.longValue()));
                    }
                }
                case BOOLEAN -> out.write(value.asBoolean() ? 0xF5 : 0xF4);
                case NULL -> out.write(0xF6);
                case BINARY -> out.writeBytes(bytes(binary(value)));
                case MISSING, POJO -> throw new IllegalArgumentException(path);
            }
        }
    }
}
