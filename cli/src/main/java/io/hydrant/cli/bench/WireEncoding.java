package io.hydrant.cli.bench;

/// How requests of the Kinesis API are written: JSON as boto3, the KPL and the aws CLI do, CBOR as
/// the SDKs for Java do.
public enum WireEncoding {
    JSON("application/x-amz-json-1.1"),
    CBOR("application/x-amz-cbor-1.1");

    private final String contentType;

    WireEncoding(String contentType) {
        this.contentType = contentType;
    }

    String contentType() {
        return contentType;
    }
}
