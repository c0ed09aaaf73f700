package io.hydrant.wire.json;

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
}
