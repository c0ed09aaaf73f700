package io.hydrant.delivery.subrecord;

/// A record cannot be decompressed; the message says what is wrong with it.
final class NotGzip extends Exception {
    private static final long serialVersionUID = 1L;

    NotGzip(String message) {
        super(message, null, false, false);
    }
}
