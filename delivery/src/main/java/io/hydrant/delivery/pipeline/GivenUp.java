package io.hydrant.delivery.pipeline;

/// Why acknowledged records will not be delivered.
enum GivenUp {
    RETENTION_EXCEEDED(
            "RetentionExceeded", "they could not be delivered within the retention time"),
    SOURCE_EXPIRED("SourceExpired", "the data stream kept them no longer"),
    SOURCE_GONE("SourceGone", "the data stream or its shard was deleted");

    private final String code;
    private final String reason;

    GivenUp(String code, String reason) {
        this.code = code;
        this.reason = reason;
    }

    /// As it stands in the delivery error log.
    String code() {
        return code;
    }

    String reason() {
        return reason;
    }
}
