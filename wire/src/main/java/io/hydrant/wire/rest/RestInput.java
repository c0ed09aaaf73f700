package io.hydrant.wire.rest;

import io.hydrant.wire.http.BodyBytes;
import io.hydrant.wire.http.Headers;
import io.hydrant.wire.json.Codec;
import io.hydrant.wire.json.MalformedRequest;

import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.core.traits.PayloadTrait;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a call says, by where its members stand.
///
/// @param labels members in the path
record RestInput(
        Map<String, String> labels,
        Map<String, List<String>> query,
        Headers headers,
        BodyBytes body) {

    /// Sets the members of an input class.
    ///
    /// @throws MalformedRequest if the body is no JSON or a member has another type
    void into(SdkPojo builder) {
        if (hasJsonBody(builder) && body.length() > 0) {
            Codec.readInto(body.array(), body.length(), builder);
        }
        for (SdkField<?> field : builder.sdkFields()) {
            if (field.containsTrait(PayloadTrait.class)) {
                byte[] payload = Arrays.copyOf(body.array(), body.length());
                field.set(builder, SdkBytes.fromByteArrayUnsafe(payload));
            } else if (field.location() != MarshallLocation.PAYLOAD) {
                List<String> values = values(field);
                if (!values.isEmpty()) {
                    field.set(builder, value(field, values));
                }
            }
        }
    }

    /// Whether members stand in the body, each by its name.
    static boolean hasJsonBody(SdkPojo pojo) {
        return pojo.sdkFields().stream()
                .anyMatch(
                        field ->
                                field.location() == MarshallLocation.PAYLOAD
                                        && !field.containsTrait(PayloadTrait.class));
    }

    private List<String> values(SdkField<?> field) {
        String name = field.locationName();
        return switch (field.location()) {
            case PATH, GREEDY_PATH ->
                    Optional.ofNullable(labels.get(name)).map(List::of).orElse(List.of());
            case QUERY_PARAM -> query.getOrDefault(name, List.of());
            case HEADER -> headers.first(name).map(List::of).orElse(List.of());
            case PAYLOAD, STATUS_CODE -> List.of();
        };
    }

    private static Object value(SdkField<?> field, List<String> values) {
        String first = values.getFirst();
        return switch (field.marshallingType().getKnownType()) {
            case STRING -> first;
            case INTEGER -> (int) number(field, first, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case LONG -> number(field, first, Long.MIN_VALUE, Long.MAX_VALUE);
            case BOOLEAN -> bool(field, first);
            case LIST -> values;
            default ->
                    throw new IllegalStateException(
                            field.memberName() + " cannot stand in a path, query or header");
        };
    }

    private static long number(SdkField<?> field, String text, long min, long max) {
        try {
            long value = Long.parseLong(text);
            if (value >= min && value <= max) {
                return value;
            }
        } catch (NumberFormatException _) {
            // told below, like a number that is too large
        }
        throw new MalformedRequest(
                field.memberName() + " must be a whole number but was '" + text + "'");
    }

    private static boolean bool(SdkField<?> field, String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default ->
                    throw new MalformedRequest(
                            field.memberName() + " must be true or false but was '" + text + "'");
        };
    }
}
