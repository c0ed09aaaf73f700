package io.hydrant.wire.auth;

/// What a signature of version 4 is good for: `20260102/eu-west-1/firehose/aws4_request`.
record Scope(String date, String region, String service) {
    static final String TERMINATOR = "aws4_request";

    @Override
    public String toString() {
        return date + "/" + region + "/" + service + "/" + TERMINATOR;
    }
}
