package io.hydrant.wire.json;

import io.hydrant.wire.http.HttpRequest;

import java.util.Optional;

/// How bodies are written in the AWS JSON protocol: as JSON text, or as its older binary form.
///
/// In the binary form blobs are byte strings, and a timestamp is tag 1 with an integer of
/// **milliseconds** since 1970 (the CBOR standard means seconds).
public enum Encoding {
    JSON_1_0("application/x-amz-json-1.0"),
    JSON_1_1("application/x-amz-json-1.1"),
    CBOR_1_1("application/x-amz-cbor-1.1");

    private final String contentType;

    Encoding(String contentType) {
        this.contentType = contentType;
    }

    public String contentType() {
        return contentType;
    }

    /// What the content type of a request names; JSON 1.1 when it names none of these.
    public static Encoding of(HttpRequest request) {
        return named(request).orElse(JSON_1_1);
    }

    /// What the content type of a request names, whatever its parameters; empty when it names none
    /// of these.
    static Optional<Encoding> named(HttpRequest request) {
        String type = mediaType(request);
        for (Encoding encoding : values()) {
            if (encoding.contentType.equalsIgnoreCase(type)) {
                return Optional.of(encoding);
            }
        }
        return Optional.empty();
    }

    /// The content type without parameters; empty when there is none.
    static String mediaType(HttpRequest request) {
        String type = request.headers().first("content-type").orElse("");
        int parameters = type.indexOf(';');
        return (parameters < 0 ? type : type.substring(0, parameters)).strip();
    }
}
