package io.hydrant.wire.json;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;

import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.utils.builder.SdkBuilder;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// The AWS JSON protocol to and from the SDK's model classes, through the fields those classes
/// describe themselves with.
///
/// | member | JSON | CBOR |
/// |---|---|---|
/// | blob | Base64 text | byte string |
/// | timestamp | seconds since 1970 with a fraction | tag 1, integer of milliseconds since 1970 |
/// | double | number; `"NaN"`, `"Infinity"`, `"-Infinity"` as text | float |
/// | enum | its text, kept as sent when unknown | the same |
///
/// Timestamps are also read from text with a number in JSON, and without tag or from a float in
/// CBOR.
///
/// As AWS does it, members nobody knows are skipped and a `null` member counts as absent.
public final class Codec {
    /// How deep bodies may nest: far more than any operation needs, far less than a stack holds.
    static final int DEPTH_MAX = 64;

    private static final StreamReadConstraints CONSTRAINTS =
            StreamReadConstraints.builder()
                    .maxNestingDepth(DEPTH_MAX)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build();

    private static final JsonFactory JSON =
            JsonFactory.builder()
                    .streamReadConstraints(CONSTRAINTS)
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .disable(JsonFactory.Feature.CHARSET_DETECTION)
                    .build();

    private static final CBORFactory CBOR =
            CBORFactory.builder()
                    .streamReadConstraints(CONSTRAINTS)
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .build();

    private static final ScalarReader JSON_SCALARS = new JsonScalars();
    private static final ScalarReader CBOR_SCALARS = new CborScalars();

    private Codec() {}

    /// Reads the body of a call into the model class of its input.
    ///
    /// @throws MalformedRequest if it is not of the call's encoding or a member has another type
    public static <I extends SdkPojo> I read(ApiCall call, SdkBuilder<?, I> builder) {
        return switch (call.encoding()) {
            case JSON_1_0, JSON_1_1 -> read(call.body(), call.bodyBytes(), builder);
            case CBOR_1_1 -> readCbor(call.body(), call.bodyBytes(), builder);
        };
    }

    /// Reads one JSON object into a model class.
    ///
    /// @param body holds the JSON in its first `length` bytes; not kept
    /// @throws MalformedRequest if it is not JSON or a member has another type
    public static <I extends SdkPojo> I read(byte[] body, int length, SdkBuilder<?, I> builder) {
        readInto(body, length, (SdkPojo) builder);
        return builder.build();
    }

    /// Reads one JSON object into the builder of a model class.
    ///
    /// @param body holds the JSON in its first `length` bytes; not kept
    /// @throws MalformedRequest if it is not JSON or a member has another type
    public static void readInto(byte[] body, int length, SdkPojo builder) {
        requireUtf8(ByteBuffer.wrap(body, 0, length));
        try (JsonParser parser = JSON.createParser(body, 0, length)) {
            readObject(parser, JSON_SCALARS, builder);
        } catch (StreamConstraintsException e) {
            throw new MalformedRequest("JSON is nested too deeply or holds too long a number", e);
        } catch (JsonProcessingException e) {
            throw new MalformedRequest("Malformed JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <I extends SdkPojo> I readCbor(
            byte[] body, int length, SdkBuilder<?, I> builder) {
        CborStructure.requireMap(body, length);
        try (JsonParser parser = CBOR.createParser(body, 0, length)) {
            readObject(parser, CBOR_SCALARS, (SdkPojo) builder);
            return builder.build();
        } catch (JsonProcessingException e) {
            throw new MalformedRequest("Malformed CBOR: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void readObject(JsonParser parser, ScalarReader scalars, SdkPojo builder)
            throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new MalformedRequest("Expected a JSON object");
        }
        new PojoReader(parser, scalars).readMembers(builder);
        if (parser.nextToken() != null) {
            throw new MalformedRequest("Unexpected text after the JSON object");
        }
    }

    /// The parser itself takes overlong forms and code points that do not exist.
    static void requireUtf8(ByteBuffer text) {
        CharsetDecoder strict = StandardCharsets.UTF_8.newDecoder(); // reports what is malformed
        CharBuffer dropped = CharBuffer.allocate(Math.min(4096, text.remaining() + 1));
        CoderResult result = strict.decode(text, dropped, true);
        while (result.isOverflow()) {
            dropped.clear();
            result = strict.decode(text, dropped, true);
        }
        if (result.isError()) {
            throw new MalformedRequest("The body is not UTF-8");
        }
    }

    /// Writes a model class as one JSON object; absent members are left out.
    public static byte[] write(SdkPojo pojo) {
        return write(pojo, Encoding.JSON_1_1);
    }

    /// Writes a model class in an encoding; absent members are left out.
    public static byte[] write(SdkPojo pojo, Encoding encoding) {
        return written(encoding, out -> new PojoWriter(out).write(pojo));
    }

    /// The body of an error.
    public static byte[] write(WireError error, Encoding encoding) {
        return write(error, encoding, Dialect.JSON);
    }

    static byte[] write(WireError error, Encoding encoding, Dialect dialect) {
        return written(encoding, out -> writeError(error, dialect, out));
    }

    /// Writes texts by name as one JSON object, in their order.
    public static byte[] write(Map<String, String> members) {
        return written(
                Encoding.JSON_1_1,
                out -> {
                    out.writeStartObject();
                    for (Map.Entry<String, String> member : members.entrySet()) {
                        out.writeStringField(member.getKey(), member.getValue());
                    }
                    out.writeEndObject();
                });
    }

    private static void writeError(WireError error, Dialect dialect, JsonGenerator out)
            throws IOException {
        out.writeStartObject();
        out.writeStringField("__type", error.code());
        out.writeStringField(dialect.messageMember(), error.message());
        for (String name : error.extraMembers().keySet().stream().sorted().toList()) {
            out.writeStringField(name, error.extraMembers().get(name));
        }
        out.writeEndObject();
    }

    private interface Content {
        void writeTo(JsonGenerator out) throws IOException;
    }

    private static byte[] written(Encoding encoding, Content content) {
        ByteArrayBuilder bytes = new ByteArrayBuilder();
        try (JsonGenerator out = generator(encoding, bytes)) {
            content.writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static JsonGenerator generator(Encoding encoding, OutputStream out) throws IOException {
        return switch (encoding) {
            case JSON_1_0, JSON_1_1 -> JSON.createGenerator(out, JsonEncoding.UTF8);
            case CBOR_1_1 -> CBOR.createGenerator(out);
        };
    }
}
