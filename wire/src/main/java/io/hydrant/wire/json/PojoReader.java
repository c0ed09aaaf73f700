package io.hydrant.wire.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkNumber;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.utils.builder.SdkBuilder;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Fills the builders of model classes: the members that stand in bodies. The parser bounds how
/// deep this recurses.
final class PojoReader {
    private final JsonParser parser;
    private final ScalarReader scalars;

    PojoReader(JsonParser parser, ScalarReader scalars) {
        this.parser = parser;
        this.scalars = scalars;
    }

    /// Reads members up to the closing brace; the parser stands at the opening one.
    void readMembers(SdkPojo builder) throws IOException {
        Map<String, SdkField<?>> fields = builder.sdkFieldNameToField();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            SdkField<?> field = fields.get(parser.currentName());
            JsonToken value = parser.nextToken();
            if (field == null || field.location() != MarshallLocation.PAYLOAD) {
                parser.skipChildren();
            } else if (value != JsonToken.VALUE_NULL) {
                field.set(builder, read(field));
            }
        }
    }

    private Object read(SdkField<?> field) throws IOException {
        return switch (field.marshallingType().getKnownType()) {
            case STRING -> scalars.text(parser);
            case INTEGER ->
                    (int) scalars.integral(parser, Integer.MIN_VALUE, Integer.MAX_VALUE, "Integer");
            case LONG -> scalars.integral(parser, Long.MIN_VALUE, Long.MAX_VALUE, "Long");
            case SHORT ->
                    (short) scalars.integral(parser, Short.MIN_VALUE, Short.MAX_VALUE, "Short");
            case BYTE -> (byte) scalars.integral(parser, Byte.MIN_VALUE, Byte.MAX_VALUE, "Byte");
            case DOUBLE -> scalars.floating(parser, "Double");
            case FLOAT -> (float) scalars.floating(parser, "Float");
            case BIG_DECIMAL -> scalars.decimal(parser, "BigDecimal");
            case BOOLEAN -> scalars.bool(parser);
            case INSTANT -> scalars.instant(parser);
            case SDK_BYTES -> scalars.blob(parser);
            case LIST -> list(field);
            case MAP -> map(field);
            case SDK_POJO -> structure(field);
            case DOCUMENT -> document();
            case NULL ->
                    throw new IllegalStateException(
                            "no form for " + field.memberName() + " in the service model");
        };
    }

    /// Anything that JSON can say; the parser stands at its first token.
    private Document document() throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> {
                Map<String, Document> members = new LinkedHashMap<>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String key = ScalarReader.wellFormed(parser.currentName());
                    parser.nextToken();
                    members.put(key, document());
                }
                yield Document.fromMap(members);
            }
            case START_ARRAY -> {
                List<Document> members = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    members.add(document());
                }
                yield Document.fromList(members);
            }
            case VALUE_TRUE, VALUE_FALSE -> Document.fromBoolean(scalars.bool(parser));
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
                    Document.fromNumber(
                            SdkNumber.fromBigDecimal(scalars.decimal(parser, "Number")));
            case VALUE_NULL -> Document.fromNull();
            default -> Document.fromString(scalars.text(parser));
        };
    }

    private Object structure(SdkField<?> field) throws IOException {
        expect(JsonToken.START_OBJECT, "a structure");
        SdkPojo builder = field.constructor().get();
        readMembers(builder);
        return ((SdkBuilder<?, ?>) builder).build();
    }

    private List<Object> list(SdkField<?> field) throws IOException {
        expect(JsonToken.START_ARRAY, "a list");
        SdkField<?> member = field.getTrait(ListTrait.class).memberFieldInfo();
        List<Object> values = new ArrayList<>();
        JsonToken token = parser.nextToken();
        while (token != JsonToken.END_ARRAY) {
            values.add(token == JsonToken.VALUE_NULL ? null : read(member));
            token = parser.nextToken();
        }
        return values;
    }

    private Map<String, Object> map(SdkField<?> field) throws IOException {
        expect(JsonToken.START_OBJECT, "a map");
        SdkField<?> member = field.getTrait(MapTrait.class).valueFieldInfo();
        Map<String, Object> values = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = ScalarReader.wellFormed(parser.currentName());
            JsonToken token = parser.nextToken();
            values.put(key, token == JsonToken.VALUE_NULL ? null : read(member));
        }
        return values;
    }

    private void expect(JsonToken token, String what) {
        if (parser.currentToken() != token) {
            throw new MalformedRequest(ScalarReader.unexpected(parser.currentToken(), what));
        }
    }
}
