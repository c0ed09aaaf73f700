package io.hydrant.wire.rest;

import io.hydrant.wire.http.Headers;
import io.hydrant.wire.http.HttpResponse;
import io.hydrant.wire.json.Codec;

import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.core.traits.PayloadTrait;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/// Answers in the form of REST-JSON.
final class RestOutput {
    private static final String JSON = "application/json";

    private RestOutput() {}

    /// @param usualStatus where no member says another
    static HttpResponse of(SdkPojo output, int usualStatus) {
        int status = usualStatus;
        Headers headers = new Headers();
        byte[] body = new byte[0];
        boolean told = false;
        for (SdkField<?> field : output.sdkFields()) {
            Object value = field.getValueOrDefault(output);
            if (value != null && field.location() == MarshallLocation.STATUS_CODE) {
                status = (Integer) value;
            } else if (value != null && field.location() == MarshallLocation.HEADER) {
                headers.add(field.locationName(), value.toString());
            } else if (value != null && field.containsTrait(PayloadTrait.class)) {
                body = ((SdkBytes) value).asByteArrayUnsafe();
                told = true;
            }
        }
        if (RestInput.hasJsonBody(output)) {
            body = Codec.write(output);
            told = true;
        }
        if (told) {
            headers.add("content-type", JSON);
        }
        return new HttpResponse(status, headers, new HttpResponse.Body.Bytes(body));
    }

    static HttpResponse of(RestError error) {
        HttpResponse response = HttpResponse.of(error.status(), JSON, body(error));
        response.headers().add("x-amzn-errortype", error.code());
        error.headers().forEach(response.headers()::add);
        return response;
    }

    private static byte[] body(RestError error) {
        Map<String, String> members = new LinkedHashMap<>();
        members.put("Type", error.type());
        members.put("message", error.message());
        members.put("Message", error.message());
        members.putAll(new TreeMap<>(error.members()));
        return Codec.write(members);
    }
}
