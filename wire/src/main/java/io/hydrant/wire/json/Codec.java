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

import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.utils.builder.SdkBuilder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/// AWS JSON to and from the SDK's model classes, through the fields those classes describe
/// themselves with.
///
/// | member | JSON |
/// |---|---|
/// | blob | Base64 text |
/// | timestamp | number of seconds since 1970 with a fraction; read also from text with such a number |
/// | double | number; `"NaN"`, `"Infinity"`, `"-Infinity"` as text |
/// | enum | its text, kept as sent when unknown |
///
/// As AWS does it, members nobody knows are skipped and a `null` member counts as absent.
public final class Codec {
    /// How deep JSON may nest: far more than any operation needs, far less than a stack holds.
    static final int DEPTH_MAX = 64;

    private static final JsonFactory JSON =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(DEPTH_MAX)
                                    .maxStringLength(Integer.MAX_VALUE)
                                    .build())
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .disable(JsonFactory.Feature.CHARSET_DETECTION)
                    .build();

    private Codec() {}

    /// Reads the body of a call into the model class of its input.
    ///
    /// @throws MalformedRequest if it is not of the call's encoding or a member has another type
    public static <I extends SdkPojo> I read(ApiCall call, SdkBuilder<?, I> builder) {
        return read(call.body(), call.bodyBytes(), builder);
    }

    /// Writes a model class in an encoding; absent members are left out.
    public static byte[] write(SdkPojo pojo, Encoding encoding) {
        return switch (encoding) {
            case JSON_1_0, JSON_1_1 -> write(pojo);
            case CBOR_1_1 -> throw new UnsupportedOperationException("CBOR");
        };
    }

    /// Reads one JSON object into a model class.
    ///
    /// @param body holds the JSON in its first `length` bytes; not kept
    /// @throws MalformedRequest if it is not JSON or a member has another type
    public static <I extends SdkPojo> I read(byte[] body, int length, SdkBuilder<?, I> builder) {
        requireUtf8(ByteBuffer.wrap(body, 0, length));
        try (JsonParser parser = JSON.createParser(body, 0, length)) {
            JsonToken first = parser.nextToken();
            if (first != JsonToken.START_OBJECT) {
                throw new MalformedRequest("Expected a JSON object");
            }
            PojoReader.readMembers(parser, (SdkPojo) builder);
            if (parser.nextToken() != null) {
                throw new MalformedRequest("Unexpected text after the JSON object");
            }
            return builder.build();
        } catch (StreamConstraintsException e) {
            throw new MalformedRequest("JSON is nested too deeply or holds too long a number", e);
        } catch (JsonProcessingException e) {
            throw new MalformedRequest("Malformed JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The parser itself takes overlong forms and code points that do not exist.
    private static void requireUtf8(ByteBuffer text) {
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
        ByteArrayBuilder out = new ByteArrayBuilder();
        try (JsonGenerator generator = JSON.createGenerator(out, JsonEncoding.UTF8)) {
            PojoWriter.write(pojo, generator);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /// The body of an error.
    static byte[] write(WireError error) {
        ByteArrayBuilder out = new ByteArrayBuilder();
        try (JsonGenerator generator = JSON.createGenerator(out, JsonEncoding.UTF8)) {
            generator.writeStartObject();
            generator.writeStringField("__type", error.code());
            generator.writeStringField("message", error.message());
            for (String name : error.extraMembers().keySet().stream().sorted().toList()) {
                generator.writeStringField(name, error.extraMembers().get(name));
            }
            generator.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
