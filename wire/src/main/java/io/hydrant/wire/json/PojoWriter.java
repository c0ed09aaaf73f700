package io.hydrant.wire.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.dataformat.cbor.CBORGenerator;

import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// Writes model classes: the members that stand in bodies. The generator knows how blobs look, this
/// how timestamps do.
final class PojoWriter {
    private static final int TAG_TIMESTAMP = 1;

    private final JsonGenerator out;

    PojoWriter(JsonGenerator out) {
        this.out = out;
    }

    void write(SdkPojo pojo) throws IOException {
        out.writeStartObject();
        for (SdkField<?> field : pojo.sdkFields()) {
            Object value = field.getValueOrDefault(pojo);
            if (present(value) && field.location() == MarshallLocation.PAYLOAD) {
                out.writeFieldName(field.locationName());
                writeValue(value);
            }
        }
        out.writeEndObject();
    }

    private static boolean present(Object value) {
        return value != null
                && !(value instanceof SdkAutoConstructList)
                && !(value instanceof SdkAutoConstructMap);
    }

    private void writeValue(Object value) throws IOException {
        switch (value) {
            case null -> out.writeNull();
            case String text -> out.writeString(text);
            case Boolean bool -> out.writeBoolean(bool);
            case Integer number -> out.writeNumber(number);
            case Long number -> out.writeNumber(number);
            case Short number -> out.writeNumber(number);
            case Byte number -> out.writeNumber((short) number);
            case Double number -> out.writeNumber(number);
            case Float number -> out.writeNumber(number);
            case BigDecimal number -> out.writeNumber(number);
            case Instant instant -> writeInstant(instant);
            case SdkBytes bytes -> out.writeBinary(bytes.asByteArrayUnsafe());
            case SdkPojo pojo -> write(pojo);
            case List<?> list -> writeList(list);
            case Map<?, ?> map -> writeMap(map);
            default -> throw new IllegalStateException("no form for " + value.getClass().getName());
        }
    }

    private void writeList(List<?> list) throws IOException {
        out.writeStartArray();
        for (Object value : list) {
            writeValue(value);
        }
        out.writeEndArray();
    }

    private void writeMap(Map<?, ?> map) throws IOException {
        out.writeStartObject();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            out.writeFieldName((String) entry.getKey());
            writeValue(entry.getValue());
        }
        out.writeEndObject();
    }

    private void writeInstant(Instant instant) throws IOException {
        if (out instanceof CBORGenerator cbor) {
            cbor.writeTag(TAG_TIMESTAMP);
            cbor.writeNumber(instant.toEpochMilli());
        } else {
            out.writeNumber(seconds(instant));
        }
    }

    /// Seconds with the milliseconds AWS keeps, in plain digits: `1789012345.678`.
    private static String seconds(Instant instant) {
        BigDecimal seconds = BigDecimal.valueOf(instant.toEpochMilli(), 3);
        return (seconds.signum() == 0 ? BigDecimal.ZERO : seconds.stripTrailingZeros())
                .toPlainString();
    }
}
